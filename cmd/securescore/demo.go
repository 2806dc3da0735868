package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"secure-score-reporter/internal/config"
	"secure-score-reporter/internal/demo"
	"secure-score-reporter/internal/event"
	"secure-score-reporter/internal/fileurl"
	"secure-score-reporter/internal/graph/graphtest"
	"secure-score-reporter/internal/job"
	"secure-score-reporter/internal/slack"
	"secure-score-reporter/report/words"
)

type demoCommand struct {
	Out string
}

func (c *demoCommand) flags(f *flagSet) {
	f.text(&c.Out, "out", "DIR", "securescore-demo", "The directory for the results. It must be new, empty or from an earlier demo.")
}

// demoMark is a file in every directory that a demo wrote. Only such a
// directory is emptied.
const demoMark = ".securescore-demo"

// demoConfig is the configuration that a demo writes.
const demoConfig = "config.yaml"

func (c *demoCommand) Run(ctx context.Context, cli *commandLine, p process) error {
	if cli.Quiet {
		p.stdout = io.Discard
	}
	if err := c.prepare(); err != nil {
		return wrongError{err}
	}
	server, err := graphtest.New(graphtest.Options{})
	if err != nil {
		return fmt.Errorf("starting the built-in Microsoft Graph: %w", err)
	}
	defer server.Close()

	err = p.show(func(s *screen) {
		s.text(demo.TenantName + ", a made-up tenant, on a built-in Microsoft Graph")
		s.line("")
	})
	if err != nil {
		return err
	}
	cfg, err := c.configuration(ctx)
	if err != nil {
		return err
	}
	j, err := c.job(cli, p, cfg, server.URL)
	if err != nil {
		return err
	}
	documents, err := c.play(ctx, p, server, j)
	if err != nil {
		return err
	}
	return c.summary(p, documents)
}

// play runs the scenes, and on the last day also everything that a report can
// be, for nobody but the files. It returns where the documents are, by the
// names that the demo gives them.
func (c *demoCommand) play(
	ctx context.Context, p process, server *graphtest.Server, j *job.Job,
) (documents map[string]string, err error) {
	const mailed = `"deliver": ["slack", "email"]`
	var t job.TenantResult
	scenes := demo.Scenes()
	for i, scene := range scenes {
		server.Serve(demo.Graph(scene.Now))
		j.Now = func() time.Time { return scene.Now }
		asks := mailed
		if i == len(scenes)-1 {
			asks += `, "report": {"period": "P7D", "formats": ["pdf"]}`
		}
		if t, err = runScene(ctx, j, asks); err != nil {
			return nil, err
		}
		if err := c.show(p, scene, t); err != nil {
			return nil, err
		}
	}
	documents = map[string]string{"report.pdf": t.Report["pdf"]}
	t, err = runScene(ctx, j, `"report": {"period": "P7D", "formats": ["pdf", "html", "csv"], "edition": "full"}`)
	documents["report-full.pdf"] = t.Report["pdf"]
	documents["report.html"], documents["report.csv"] = t.Report["html"], t.Report["csv"]
	return documents, err
}

// runScene is a run of the demo's day with an event of these properties.
func runScene(ctx context.Context, j *job.Job, properties string) (job.TenantResult, error) {
	e, err := event.Parse(fmt.Appendf(nil, `{%s, "scheduledAt": %q}`, properties, j.Now().Format(time.RFC3339)))
	if err != nil {
		return job.TenantResult{}, err
	}
	t := j.Run(undated{ctx}, e, "demo").Tenants[0]
	if t.Error != nil {
		return t, fmt.Errorf("demo: %s", *t.Error)
	}
	return t, nil
}

// prepare empties the directory of an earlier demo. It refuses any other
// directory that is not empty.
func (c *demoCommand) prepare() error {
	entries, err := os.ReadDir(c.Out)
	if err == nil && len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(c.Out, demoMark)); err != nil {
			return fmt.Errorf("%s is not empty and was not created by a demo; choose another directory with --out", c.Out)
		}
		if err := os.RemoveAll(c.Out); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(c.Out, demoMark), nil, 0o644)
}

// configuration writes the configuration with which the other commands read
// what the demo stored. The built-in Graph is gone by then, so nothing sets the
// token.
func (c *demoCommand) configuration(ctx context.Context) (config.Config, error) {
	doc := fmt.Appendf(nil, `# The demo's tenant. It exists only in the store: no command reaches Microsoft.
store: file://./store
exceptions:
  - control: exo_customer_approval
    reason: No support cases with access to mailboxes
    owner: m.okafor@fabrikam-robotics.example
    ticket: RISK-41
    until: 2027-06-30
  - control: scid_7068
    reason: The help desk elevates with credentials until its new tool is there
    owner: j.lindqvist@fabrikam-robotics.example
    ticket: RISK-38
    until: 2026-11-19
tenants:
  - name: %q
    id: %s
    auth: {token: "env://DEMO_TOKEN"}
    goal: {percent: 80, by: 2027-06-30}
`, demo.TenantName, demo.TenantID)
	name := filepath.Join(c.Out, demoConfig)
	if err := os.WriteFile(name, doc, 0o644); err != nil {
		return config.Config{}, err
	}
	return config.Load(ctx, name, nil)
}

// job is the job of that configuration, with the built-in Graph, and with
// emails and Slack's messages as files.
func (c *demoCommand) job(cli *commandLine, p process, cfg config.Config, graphURL string) (*job.Job, error) {
	cfg.Graph.URL = graphURL
	cfg.Tenants[0].Auth = config.Auth{Token: config.NewSecret("made-up")}
	cfg.Tenants[0].Email = config.Email{
		Transport: config.NewTransport("file://" + filepath.Join(c.Out, "email")),
		From:      "secure-score@fabrikam.example", To: []string{"ciso@fabrikam.example"},
	}
	j, err := cli.process(p).Job(cfg)
	if err != nil {
		return nil, err
	}
	j.Tenants[0].Channels = append(j.Tenants[0].Channels, slack.NewOutbox(filepath.Join(c.Out, "slack"), "#security", nil))
	return j, nil
}

func (c *demoCommand) show(p process, scene demo.Scene, t job.TenantResult) error {
	err := p.show(func(s *screen) {
		s.text(scene.Now.Format("Mon 2 Jan 2006") + ", " + scene.Name)
		var w words.Words
		row := func(name, text string) { s.hang(fmt.Sprintf("  %-9s  ", name), 13, text) }
		row("score", w.Percent(t.Snapshot.Percent)+", "+w.ScorePoints(t.Snapshot.Current, t.Snapshot.Max))
		if t.Since != nil {
			others, drift := t.Drift()
			row("since", fmt.Sprintf("%s: %s, %s", t.Since.Date, w.InPercentagePoints(t.Delta.Percent),
				w.ChangesAndDrift(len(others), len(drift))))
		}
		for _, d := range t.Deliveries {
			row(d.Channel, join(": ", string(d.Status), d.Text))
		}
		s.line("")
	})
	for _, d := range t.Deliveries {
		if err == nil && d.Status == job.Failed {
			err = fmt.Errorf("demo: %s: %s", d.Channel, d.Error)
		}
	}
	return err
}

// summary copies the documents of the last day to the top of the directory, and
// says what to open.
func (c *demoCommand) summary(p process, documents map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		path, err := fileurl.Path(documents[name])
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(c.Out, name), data, 0o644); err != nil {
			return err
		}
	}
	page, err := slack.Preview(filepath.Join(c.Out, "slack"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(c.Out, "slack.html"), page, 0o644); err != nil {
		return err
	}
	return p.show(func(s *screen) { c.openNext(s) })
}

func (c *demoCommand) openNext(s *screen) {
	s.line("Open next:")
	files := [][2]string{
		{"report.pdf", "the weekly report, a summary, as it is emailed"},
		{"report-full.pdf", "the full report: every action, with its guidance"},
		{"report.html", "the same as a page with search and filters; .csv beside it"},
		{"email/", "the emails, the weekly one with report.pdf attached"},
		{"slack.html", "preview of the Slack messages; slack/ has the blocks"},
		{"store/", "what a later run compares with"},
		{demoConfig, "for the other commands: securescore --config FILE status"},
	}
	var names []string
	for _, file := range files {
		name := filepath.Join(c.Out, file[0])
		if strings.HasSuffix(file[0], "/") {
			name += "/"
		}
		names = append(names, name)
	}
	wide := longest(0, names)
	for i, file := range files {
		s.hang("  "+pad(names[i], -wide)+"  ", 2+wide+2, file[1])
	}
}
