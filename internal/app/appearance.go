package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/config/s3document"
	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/secrets"
	"secure-score-reporter/report"
	"secure-score-reporter/report/draw"
	"secure-score-reporter/report/pdf"
	"secure-score-reporter/report/words"
)

// maxFile is more than a logo needs, and enough for the largest font of a
// script.
const maxFile = 32 << 20

// locale is the language of the tenant's documents, and how they write numbers
// and dates; config has checked the three settings.
func locale(r config.Report) (report.Locale, error) {
	var zone *time.Location
	if r.TimeZone != "" {
		var err error
		if zone, err = time.LoadLocation(r.TimeZone); err != nil {
			return report.Locale{}, fmt.Errorf("report.timeZone: %w", err)
		}
	}
	style, err := report.LocaleFor(r.Locale, zone)
	return style.In(cmp.Or(report.Language(r.Language), report.English)), err
}

// appearance reads the tenant's logo and font when they are needed first. One
// that cannot be read is left out, with a warning each time: a report without
// its logo is better than none.
func (p *Process) appearance(r config.Report) job.Appearance {
	look := report.Appearance{Company: r.Company, Footer: r.Footer, Accent: r.Accent, Paper: report.Paper(r.Paper)}
	var lock sync.Mutex
	return func(ctx context.Context, w words.Words) (report.Appearance, []string) {
		lock.Lock()
		defer lock.Unlock()
		var warnings []string
		if look.Logo == nil && r.Logo != "" {
			logo, err := fetched(ctx, p, r.Logo, draw.NewLogo)
			if err != nil {
				warnings = append(warnings, w.NoLogo(err))
			}
			look.Logo = logo
		}
		if look.Font == nil && r.Font != "" {
			font, err := fetched(ctx, p, r.Font, pdf.NewFont)
			if err != nil {
				warnings = append(warnings, w.BuiltInFonts(err))
			}
			look.Font = font
		}
		return look, warnings
	}
}

func fetched[T any](ctx context.Context, p *Process, location string, read func([]byte) (*T, error)) (*T, error) {
	data, err := p.file(ctx, location)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", location, masking(p.mask).error(err))
	}
	made, err := read(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", location, err)
	}
	return made, nil
}

// file is what a path, a file:// or an s3:// URL names.
func (p *Process) file(ctx context.Context, location string) ([]byte, error) {
	scheme, _, _ := secrets.CutScheme(location)
	if scheme == s3document.Scheme {
		data, err := p.object(ctx, location, maxFile+1)
		return notTooLarge(data, err)
	}
	path := location
	if scheme == "file" {
		var err error
		if path, err = fileurl.Path(location); err != nil {
			return nil, err
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, withoutPath(err)
	}
	defer f.Close()
	return notTooLarge(io.ReadAll(io.LimitReader(f, maxFile+1)))
}

func notTooLarge(data []byte, err error) ([]byte, error) {
	if err == nil && len(data) > maxFile {
		return nil, fmt.Errorf("it is larger than %d MiB", maxFile>>20)
	}
	return data, err
}

// withoutPath is the error of a file without its name, which the caller adds.
func withoutPath(err error) error {
	if wrong := (*os.PathError)(nil); errors.As(err, &wrong) {
		return wrong.Err
	}
	return err
}
