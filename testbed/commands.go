package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// usageError is a mistake on the command line: exit code 2.
type usageError struct{ error }

// upOptions are those of `up`.
type upOptions struct {
	dir              string
	nodes            int
	timeout          time.Duration
	foreground       bool
	untilStdinCloses bool
	withPID          int
}

// up starts a control plane, in the background unless told otherwise. The path of
// its kubeconfig is the last line on standard output, written when it is usable.
func up(args []string) error {
	var o upOptions
	flags := flag.NewFlagSet("controlplane up", flag.ContinueOnError)
	flags.StringVar(&o.dir, "dir", "", "keep the state in `DIR`, new or empty; removed at the end (default: a new temporary directory)")
	flags.IntVar(&o.nodes, "nodes", 3, "simulate `N` nodes")
	flags.DurationVar(&o.timeout, "timeout", 2*time.Minute, "give up if it is not usable after `TIME`")
	flags.BoolVar(&o.foreground, "foreground", false, "stay until SIGTERM or SIGINT")
	flags.BoolVar(&o.untilStdinCloses, "until-stdin-closes", false, "stay until standard input closes; implies --foreground")
	flags.IntVar(&o.withPID, "with-pid", 0, "end when process `PID` ends")
	if err := parse(flags, args); err != nil {
		return err
	}
	if o.withPID != 0 && !alive(o.withPID) {
		return fmt.Errorf("cannot watch process %d: it does not exist", o.withPID)
	}
	dir, err := stateDir(o.dir)
	if err != nil {
		return err
	}
	o.dir = dir
	if o.foreground || o.untilStdinCloses {
		return supervise(o)
	}
	return detach(o)
}

// stateDir makes the directory, with an absolute path, for nobody but us. etcd's
// sockets are in it, so its path must be short (the system's limit is about 100).
func stateDir(dir string) (string, error) {
	if dir == "" {
		return os.MkdirTemp("", dirPrefix)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	if len(entries) > 0 {
		return "", fmt.Errorf("cannot use directory '%s': it is not empty", dir)
	}
	return dir, os.Chmod(dir, 0o700)
}

// detach runs `up --foreground` in a session of its own and waits for its one line.
func detach(o upOptions) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	messages, err := os.CreateTemp("", "distro-testbed-log-")
	if err != nil {
		return err
	}
	defer messages.Close()
	_ = os.Remove(messages.Name())
	cmd := exec.Command(self, "up", "--foreground", "--dir", o.dir, "--nodes", strconv.Itoa(o.nodes),
		"--timeout", o.timeout.String(), "--with-pid", strconv.Itoa(o.withPID))
	cmd.Stderr = messages
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	line := make([]byte, 4096)
	n, err := stdout.Read(line)
	if err == nil {
		fmt.Print(string(line[:n]))
		return nil
	}
	_ = cmd.Wait()
	text, _ := io.ReadAll(io.NewSectionReader(messages, 0, 1<<20))
	return errors.New(strings.TrimPrefix(strings.TrimSpace(string(text)), "error: "))
}

// supervise runs a plane until a signal, the watched process or a program's death
// ends it, and leaves nothing behind.
func supervise(o upOptions) (err error) {
	lock, err := holdLock(o.dir)
	if err != nil {
		return err
	}
	defer lock.Close()
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	endWhenTold(o, cancel)

	p := newPlane(o.dir, o.nodes)
	defer func() { err = errors.Join(err, p.stop()) }()
	if err := p.start(ctx, o.timeout); err != nil {
		return fmt.Errorf("cannot start a control plane: %w", err)
	}
	fmt.Println(p.kubeconfig())
	select {
	case name := <-p.died:
		return p.deathOf(name)
	case <-ctx.Done():
		return nil
	}
}

// endWhenTold cancels on SIGTERM, SIGINT or SIGHUP and, as asked, when standard
// input closes or a process ends. A closed standard output must not kill us.
func endWhenTold(o upOptions, cancel context.CancelCauseFunc) {
	signal.Ignore(syscall.SIGPIPE)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	go func() { cancel(fmt.Errorf("got signal: %s", <-signals)) }()
	if o.untilStdinCloses {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			cancel(errors.New("standard input closed"))
		}()
	}
	if o.withPID != 0 {
		go func() {
			for alive(o.withPID) {
				time.Sleep(200 * time.Millisecond)
			}
			cancel(fmt.Errorf("process %d ended", o.withPID))
		}()
	}
}

// down ends the control plane of a directory or kubeconfig, or the only one there is.
func down(args []string) error {
	flags := flag.NewFlagSet("controlplane down [DIR|KUBECONFIG]", flag.ContinueOnError)
	if err := parseUpTo(flags, args, 1); err != nil {
		return err
	}
	dir, err := theOnly(flags.Arg(0))
	if err != nil {
		return err
	}
	pid, err := holder(dir)
	if err != nil {
		return err
	}
	if pid != 0 {
		if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
			return err
		}
	}
	return awaitEnd(dir)
}

func theOnly(given string) (string, error) {
	if given != "" {
		if filepath.Base(given) == "kubeconfig" {
			given = filepath.Dir(given)
		}
		return filepath.Abs(given)
	}
	dirs := running()
	if len(dirs) != 1 {
		return "", usageError{fmt.Errorf("%d control planes run: name the one to end", len(dirs))}
	}
	return dirs[0], nil
}

// list prints the directories of the control planes that run from temporary directories.
func list(args []string) error {
	if err := parse(flag.NewFlagSet("controlplane list", flag.ContinueOnError), args); err != nil {
		return err
	}
	for _, dir := range running() {
		fmt.Println(dir)
	}
	return nil
}

func parse(flags *flag.FlagSet, args []string) error { return parseUpTo(flags, args, 0) }

func parseUpTo(flags *flag.FlagSet, args []string, most int) error {
	flags.SetOutput(os.Stdout)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		os.Exit(0)
	} else if err != nil {
		return usageError{err}
	}
	if flags.NArg() > most {
		return usageError{fmt.Errorf("unexpected argument '%s'", flags.Arg(most))}
	}
	return nil
}
