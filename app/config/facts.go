package config

import (
	"fmt"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"
)

// facts are the names that a template of the settings may use, with spaces between them.
type facts string

// parse reads a template that uses these names alone, and does not fail on the trials. An error begins with the line.
func (f facts) parse(name, text string, trials ...any) (*template.Template, error) {
	t, err := template.New(name).Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "template: "+name+":"))
	}
	if t.Tree == nil || len(t.Templates()) > 1 {
		return nil, fmt.Errorf("1: a template within a template, or none")
	}
	if bad, found := f.refused(t.Root); found {
		at := strings.Count(text[:min(int(bad.Position()), len(text))], "\n") + 1
		return nil, fmt.Errorf("%d: %s", at, bad)
	}
	for _, trial := range trials {
		if err := t.Execute(&bounded{}, trial); err != nil {
			return nil, fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "template: "+name+":"))
		}
	}
	return t, nil
}

// longestOutput is how many bytes a template may come to: many times what fits in a message or on a slip. A wish for a
// million spaces would hold up who lays them out.
const longestOutput = 8 << 10

// bounded takes so much and no more.
type bounded struct{ strings.Builder }

func (b *bounded) Write(text []byte) (int, error) {
	if b.Len()+len(text) > longestOutput {
		return 0, fmt.Errorf("it comes to more than %d bytes", longestOutput)
	}
	return b.Builder.Write(text)
}

// refused is the first part that is not allowed: all but text, values and conditions. Loops and nested templates have no use
// in a few words, and could run for ever. Names in branches that the trial runs do not reach are found here.
func (f facts) refused(n parse.Node) (bad parse.Node, found bool) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return nil, false
		}
		return first(n.Nodes, f.refused)
	case *parse.TextNode, *parse.CommentNode:
		return nil, false
	case *parse.ActionNode:
		return f.refusedOf(n.Pipe)
	case *parse.IfNode:
		if bad, found = f.refusedOf(n.Pipe); found {
			return bad, found
		}
		return first([]parse.Node{n.List, n.ElseList}, f.refused) // a nil list is none
	}
	return n, true
}

func (f facts) refusedOf(p *parse.PipeNode) (bad parse.Node, found bool) {
	if len(p.Decl) > 0 {
		return p, true
	}
	for _, c := range p.Cmds {
		if bad, found = first(c.Args, f.refusedValue); found {
			return bad, found
		}
	}
	return nil, false
}

func (f facts) refusedValue(arg parse.Node) (bad parse.Node, found bool) {
	switch arg := arg.(type) {
	case *parse.FieldNode:
		return arg, len(arg.Ident) != 1 || !slices.Contains(strings.Fields(string(f)), arg.Ident[0])
	case *parse.PipeNode:
		return f.refusedOf(arg)
	case *parse.IdentifierNode, *parse.StringNode, *parse.NumberNode, *parse.BoolNode:
		return nil, false
	}
	return arg, true
}

// first is the first part of several that is refused.
func first(nodes []parse.Node, refused func(parse.Node) (parse.Node, bool)) (bad parse.Node, found bool) {
	for _, n := range nodes {
		if bad, found = refused(n); found {
			return bad, found
		}
	}
	return nil, false
}

// list is the names as templates have them.
func (f facts) list() string { return "." + strings.ReplaceAll(string(f), " ", " .") }
