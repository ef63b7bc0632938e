package screen

import (
	"image"
	"image/draw"
)

// fit is the largest size of a picture in a room that keeps its shape; it is never larger than the picture itself.
func fit(picture, room image.Point) image.Point {
	if picture.X <= room.X && picture.Y <= room.Y {
		return picture
	}
	if picture.X*room.Y > picture.Y*room.X {
		return image.Pt(room.X, max(picture.Y*room.X/picture.X, 1))
	}
	return image.Pt(max(picture.X*room.Y/picture.Y, 1), room.Y)
}

// shrink makes a picture smaller. Each pixel is the mean of the area that it stands for, so that fine lines and letters stay.
func shrink(picture image.Image, size image.Point) image.Image {
	from := picture.Bounds()
	if size == from.Size() {
		return picture
	}
	small := image.NewRGBA(image.Rectangle{Max: size})
	row := image.NewRGBA(image.Rect(0, 0, from.Dx(), 1))
	narrow, sums := make([]float32, 4*size.X), make([]float32, 4*size.X)
	high, line := float32(from.Dy())/float32(size.Y), 0 // how many rows make a line
	for y := range from.Dy() {
		draw.Draw(row, row.Bounds(), picture, image.Pt(from.Min.X, from.Min.Y+y), draw.Src)
		squeeze(narrow, row.Pix)
		end := high * float32(line+1)
		part := min(end-float32(y), 1) // of the row, the rest belongs to the next line
		add(sums, narrow, part)
		if last := y == from.Dy()-1; line < size.Y && (last || float32(y+1) >= end) {
			pour(small.Pix[line*small.Stride:], sums, high)
			clear(sums)
			add(sums, narrow, 1-part)
			line++
		}
	}
	return small
}

// squeeze makes a row of pixels narrow.
func squeeze(narrow []float32, row []uint8) {
	wide := float32(len(row)) / float32(len(narrow)) // how many pixels make one
	clear(narrow)
	for x := range len(row) / 4 {
		i := min(int(float32(x)/wide), len(narrow)/4-1)
		part := min(wide*float32(i+1)-float32(x), 1) / wide
		for c := range 4 {
			v := float32(row[4*x+c])
			narrow[4*i+c] += v * part
			if next := 4*(i+1) + c; next < len(narrow) {
				narrow[next] += v * (1/wide - part)
			}
		}
	}
}

func add(sums, row []float32, part float32) {
	for i, v := range row {
		sums[i] += v * part
	}
}

// pour rounds the sums of so many rows to pixels.
func pour(pixels []uint8, sums []float32, rows float32) {
	for i, v := range sums {
		pixels[i] = uint8(min(max(v/rows+0.5, 0), 255))
	}
}
