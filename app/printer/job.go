package printer

import "image"

// The commands of ESC/POS that a slip is made of, and no others. Source: Epson ESC/POS Command Reference.
var (
	commandInit = []byte{0x1B, 0x40}       // ESC @: as after switching on
	commandFeed = []byte{0x1B, 0x64, 5}    // ESC d n: so many lines of 1/6 inch, from the head to behind the knife or the edge
	commandCut  = []byte{0x1D, 0x56, 0x01} // GS V 1: but for one point; printers without a knife ignore it
)

const (
	// bandRows is how many rows of dots go in one command: few, so that every printer has room for them, and no multiple of
	// 48, with which some cheap ones lose count.
	bandRows = 40
	// largestBand is how many bytes a band has at the most.
	largestBand = bandRows * dots80 / 8
)

// Job makes the commands that print a picture; what is black in it is black on paper. Its width is taken as it is.
func Job(picture *image.Paletted) []byte {
	b := picture.Bounds()
	job := append(make([]byte, 0, b.Dx()/8*b.Dy()+1024), commandInit...)
	for top := b.Min.Y; top < b.Max.Y; top += bandRows {
		job = appendBand(job, picture, top, min(top+bandRows, b.Max.Y))
	}
	return append(append(job, commandFeed...), commandCut...)
}

// appendBand adds GS v 0 with the rows from top to end: eight dots in a byte, the leftmost one the highest bit.
func appendBand(job []byte, picture *image.Paletted, top, end int) []byte {
	b := picture.Bounds()
	wide, high := (b.Dx()+7)/8, end-top
	job = append(job, 0x1D, 0x76, 0x30, 0, byte(wide), byte(wide>>8), byte(high), byte(high>>8))
	for y := top; y < end; y++ {
		row := len(job)
		job = append(job, make([]byte, wide)...)
		for x := b.Min.X; x < b.Max.X; x++ {
			if picture.ColorIndexAt(x, y) == black {
				at := x - b.Min.X
				job[row+at/8] |= 0x80 >> (at % 8)
			}
		}
	}
	return job
}
