package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagSet registers the flags and the arguments of one command.
type flagSet struct {
	command   *cobra.Command
	set       *pflag.FlagSet
	arguments []argument
}

func newFlagSet(of *cobra.Command, set *pflag.FlagSet) *flagSet {
	set.SortFlags = false
	return &flagSet{command: of, set: set}
}

// argument is one without a flag.
type argument struct {
	name, help string
	to         *string
	rest       *[]string // in place of to: all that follow
	needed     bool
}

// What a flag's annotations have beside what pflag knows.
const (
	placeholderKey = "placeholder"
	defaultKey     = "default" // as people write it
	negatableKey   = "negatable"
)

// letterOf divides "o,out" into the flag's letter and its name.
func letterOf(name string) (letter, long string) {
	if letter, long, both := strings.Cut(name, ","); both {
		return letter, long
	}
	return "", name
}

// note keeps what pflag does not know of a flag.
func (f *flagSet) note(name, placeholder, preset string) {
	_, long := letterOf(name)
	flag := f.set.Lookup(long)
	flag.Annotations = map[string][]string{}
	if placeholder != "" {
		flag.Annotations[placeholderKey] = []string{placeholder}
	}
	if preset != "" {
		flag.Annotations[defaultKey] = []string{preset}
	}
}

func (f *flagSet) text(to *string, name, placeholder, preset, help string) {
	letter, long := letterOf(name)
	f.set.StringVarP(to, long, letter, preset, help)
	f.note(name, placeholder, preset)
}

// texts may be repeated, or have several values separated by commas.
func (f *flagSet) texts(to *[]string, name, placeholder, help string) {
	f.set.StringSliceVar(to, name, nil, help)
	f.note(name, placeholder, "")
}

// values may be repeated. A comma is part of a value.
func (f *flagSet) values(to *[]string, name, placeholder, help string) {
	f.set.StringArrayVar(to, name, nil, help)
	f.note(name, placeholder, "")
}

// file is a path, relative to where the command was started.
func (f *flagSet) file(to *string, name, placeholder, help string) {
	letter, long := letterOf(name)
	f.set.VarP((*fileValue)(to), long, letter, help)
	f.note(name, placeholder, "")
}

func (f *flagSet) number(to *float64, name, placeholder, help string) {
	f.set.Var((*numberValue)(to), name, help)
	f.note(name, placeholder, "")
}

func (f *flagSet) count(to *int, name, placeholder string, preset int, help string) {
	f.set.IntVar(to, name, preset, help)
	f.note(name, placeholder, strconv.Itoa(preset))
}

func (f *flagSet) duration(to *time.Duration, name, placeholder string, preset time.Duration, help string) {
	f.set.DurationVar(to, name, preset, help)
	f.note(name, placeholder, strings.TrimSuffix(preset.String(), "0s"))
}

// yes is a flag without a value.
func (f *flagSet) yes(to *bool, name, help string) {
	letter, long := letterOf(name)
	f.set.BoolVarP(to, long, letter, false, help)
	f.note(name, "", "")
}

// unlessNot is on, and off with --no-name.
func (f *flagSet) unlessNot(to *bool, name, help string) {
	f.set.BoolVar(to, name, true, help)
	f.note(name, "", "true")
	f.negate(name)
}

// either is on, off with --no-name, or neither.
func (f *flagSet) either(to **bool, name, help string) {
	f.set.Var(eitherValue{to}, name, help)
	f.set.Lookup(name).NoOptDefVal = "true"
	f.note(name, "", "")
	f.negate(name)
}

func (f *flagSet) negate(name string) {
	flag := f.set.Lookup(name)
	flag.Annotations[negatableKey] = []string{}
	f.set.AddFlag(&pflag.Flag{
		Name: "no-" + name, Usage: flag.Usage, Value: notValue{flag.Value}, NoOptDefVal: "true", Hidden: true,
	})
}

// argument may be left out.
func (f *flagSet) argument(to *string, name, help string) {
	f.arguments = append(f.arguments, argument{name: name, help: help, to: to})
}

// needed is an argument that may not be left out.
func (f *flagSet) needed(to *string, name, help string) {
	f.arguments = append(f.arguments, argument{name: name, help: help, to: to, needed: true})
}

// rest is any number of arguments.
func (f *flagSet) rest(to *[]string, name, help string) {
	f.arguments = append(f.arguments, argument{name: name, help: help, rest: to})
}

// usage is the arguments as a usage line has them: " [<from> [<to>]]".
func (f *flagSet) usage() string {
	text, open := "", 0
	for _, a := range f.arguments {
		if a.needed {
			text += " " + a.String()
			continue
		}
		text, open = text+" ["+strings.Trim(a.String(), "[]"), open+1
	}
	return text + strings.Repeat("]", open)
}

// String is the argument as a list of them has it.
func (a argument) String() string {
	switch {
	case a.rest != nil:
		return "[<" + a.name + "> ...]"
	case a.needed:
		return "<" + a.name + ">"
	}
	return "[<" + a.name + ">]"
}

// read takes the arguments.
func (f *flagSet) read(args []string) error {
	for _, a := range f.arguments {
		switch {
		case a.rest != nil:
			*a.rest, args = args, nil
		case len(args) > 0:
			*a.to, args = args[0], args[1:]
		case a.needed:
			return fmt.Errorf("%s is missing", a)
		}
	}
	if len(args) == 0 {
		return nil
	}
	err := unexpected(args[0], nil)
	if args[0] != "" && f.set.Lookup("tenant") != nil {
		err = fmt.Errorf("%w; a tenant is named by --tenant", err)
	}
	return err
}

// placeholderOf stands for a flag's value in the help.
func placeholderOf(flag *pflag.Flag) string {
	if list := flag.Annotations[placeholderKey]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// defaultOf is what a flag is without being given; empty where that is nothing.
func defaultOf(flag *pflag.Flag) string {
	if list := flag.Annotations[defaultKey]; len(list) > 0 {
		return list[0]
	}
	return ""
}

func isNegatable(flag *pflag.Flag) bool {
	_, is := flag.Annotations[negatableKey]
	return is
}

// kindOf says what a flag's value has to be.
func kindOf(flag *pflag.Flag) string {
	switch flag.Value.Type() {
	case "int":
		return "a whole number"
	case "float64":
		return "a number"
	case "file":
		return "a path"
	case "duration":
		return "a duration such as 90s or 10m"
	case "stringSlice":
		return "a list: what has a quotation mark or a comma stands in quotation marks"
	}
	return "true or false"
}

// fileValue is a path that is whole, also where the home directory is in it.
type fileValue string

// Set makes the path whole.
func (v *fileValue) Set(s string) error {
	if s == "" {
		return errors.New("a path is missing")
	}
	if rest, home := strings.CutPrefix(s, "~/"); home {
		if dir, err := os.UserHomeDir(); err == nil {
			s = filepath.Join(dir, rest)
		}
	}
	path, err := filepath.Abs(s)
	*v = fileValue(path)
	return err
}

func (v *fileValue) String() string { return string(*v) }

// Type names the kind of the value.
func (v *fileValue) Type() string { return "file" }

// numberValue is a number that can be compared.
type numberValue float64

// Set takes what parseNumber takes.
func (v *numberValue) Set(s string) error {
	x, err := parseNumber(s)
	*v = numberValue(x)
	return err
}

func (v *numberValue) String() string { return "" }

// Type names the kind of the value.
func (v *numberValue) Type() string { return "float64" }

// parseNumber reads a number. NaN and Inf are none to people.
func parseNumber(s string) (float64, error) {
	x, err := strconv.ParseFloat(s, 64)
	if err == nil && (math.IsNaN(x) || math.IsInf(x, 0)) {
		return 0, strconv.ErrRange
	}
	return x, err
}

// eitherValue is nil while the flag is not given.
type eitherValue struct{ to **bool }

// Set takes true or false.
func (v eitherValue) Set(s string) error {
	b, err := strconv.ParseBool(s)
	*v.to = &b
	return err
}

func (v eitherValue) String() string { return "" }

// Type names the kind of the value.
func (v eitherValue) Type() string { return "bool" }

// notValue is the opposite of a flag.
type notValue struct{ pflag.Value }

// Set takes true or false.
func (v notValue) Set(s string) error {
	b, err := strconv.ParseBool(s)
	if err != nil {
		return err
	}
	return v.Value.Set(strconv.FormatBool(!b))
}
