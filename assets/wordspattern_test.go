package assets_test

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// isBuilt tells whether an expression puts a text together.
func isBuilt(e ast.Expr) bool {
	sum, ok := e.(*ast.BinaryExpr)
	return ok && sum.Op == token.ADD || formatOf(e) != ""
}

// formatOf is the format of a fmt.Sprintf; empty for anything else.
func formatOf(e ast.Expr) string {
	call, ok := e.(*ast.CallExpr)
	if !ok || nameOf(call.Fun) != "fmt.Sprintf" {
		return ""
	}
	text, _ := textOf(call.Args[0])
	return text
}

// isWrapped tells whether a sum is what a speaker makes of its key, which is counted where the speaker is called.
func isWrapped(sum ast.Expr, prefixes []string) bool {
	prefix, name := split(sum)
	return name != "" && prefix != "" && slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasSuffix(p, prefix) })
}

// split takes "prefix"+name apart; a name alone has no prefix.
func split(e ast.Expr) (prefix, name string) {
	switch e := e.(type) {
	case *ast.Ident:
		return "", e.Name
	case *ast.BinaryExpr:
		text, ok := textOf(e.X)
		if id, isName := e.Y.(*ast.Ident); ok && isName && e.Op == token.ADD {
			return text, id.Name
		}
	}
	return "", ""
}

// patternsOf is what keys a call can ask for; none when nothing is known of them.
func patternsOf(call *ast.CallExpr, ways []speaker) (all []string) {
	for _, as := range ways {
		if as.argument >= len(call.Args) {
			continue
		}
		pattern := patternOfKey(call.Args[as.argument], as.prefix)
		if pattern == "" {
			return nil
		}
		if !slices.Contains(all, pattern) {
			all = append(all, pattern)
		}
	}
	return all
}

// patternOfKey is what an expression can say after a prefix; empty when it may be anything.
func patternOfKey(e ast.Expr, prefix string) string {
	known := false
	var of func(ast.Expr) string
	of = func(e ast.Expr) string {
		if text, ok := textOf(e); ok {
			known = known || text != ""
			return regexp.QuoteMeta(text)
		}
		if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
			return of(sum.X) + of(sum.Y)
		}
		if format := formatOf(e); format != "" {
			known = true
			return regexp.MustCompile(`%[a-z]`).ReplaceAllString(regexp.QuoteMeta(format), ".*")
		}
		return ".*"
	}
	pattern := "^" + regexp.QuoteMeta(prefix) + of(e) + "$"
	if !known {
		return ""
	}
	return pattern
}

func textOf(n ast.Node) (string, bool) {
	literal, ok := n.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(literal.Value)
	return text, err == nil
}

// nameOf is what is called: the last two names, or the only one.
func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if id, ok := e.X.(*ast.Ident); ok {
			return id.Name + "." + e.Sel.Name
		}
		return "?." + e.Sel.Name
	}
	return ""
}
