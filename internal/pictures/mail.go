package main

import (
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"os"
	"strings"
)

// writeHTML writes the HTML of an email, as its reader sees it.
func writeHTML(file, out string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	message, err := mail.ReadMessage(f)
	if err != nil {
		return err
	}
	var found parts
	if err := found.read(textproto.MIMEHeader(message.Header), message.Body); err != nil {
		return err
	}
	if found.html == "" {
		return errors.New("the email has no HTML")
	}
	return os.WriteFile(out, []byte(strings.NewReplacer(found.pictures...).Replace(found.html)), 0o644)
}

// parts are what an email shows.
type parts struct {
	html     string
	pictures []string // their addresses, each with its data
}

func (p *parts) read(header textproto.MIMEHeader, body io.Reader) error {
	kind, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return err
	}
	if strings.HasPrefix(kind, "multipart/") {
		reader := multipart.NewReader(body, parameters["boundary"])
		for {
			part, err := reader.NextRawPart()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err == nil {
				err = p.read(part.Header, part)
			}
			if err != nil {
				return err
			}
		}
	}
	switch header.Get("Content-Transfer-Encoding") {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	data, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	attached := strings.HasPrefix(header.Get("Content-Disposition"), "attachment")
	switch id := strings.Trim(header.Get("Content-Id"), "<>"); {
	case kind == "text/html" && !attached:
		p.html = string(data)
	case id != "":
		p.pictures = append(p.pictures, "cid:"+id, "data:"+kind+";base64,"+base64.StdEncoding.EncodeToString(data))
	}
	return nil
}
