package main

import (
	"cmp"
	"net"
	"net/textproto"
	"strings"
	"testing"
)

// listenForMail is the address of a mail server on loopback. It accepts
// everything, except as the answers say, by command.
func listenForMail(t testing.TB, answers map[string]string) (address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go serveMail(textproto.NewConn(conn), answers)
		}
	}()
	return listener.Addr().String()
}

func serveMail(conn *textproto.Conn, answers map[string]string) {
	defer conn.Close()
	answer := "220 ready"
	for conn.PrintfLine("%s", answer) == nil {
		line, err := conn.ReadLine()
		if err != nil {
			return
		}
		command, _, _ := strings.Cut(line, " ")
		answer = cmp.Or(answers[command], "250 ok")
		if command == "DATA" {
			_ = conn.PrintfLine("354 go on")
			_, _ = conn.ReadDotBytes()
		}
	}
}
