package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A plane's supervisor holds a lock on the file `supervisor`, which names its
// process: so a number in a file is never mistaken for a process that lives.
const (
	dirPrefix = "distro-testbed-"
	lockName  = "supervisor"
)

func holdLock(dir string) (*os.File, error) {
	file, err := os.OpenFile(filepath.Join(dir, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("cannot lock '%s': %w", file.Name(), err), file.Close())
	}
	_, err = fmt.Fprintln(file, os.Getpid())
	return file, err
}

// holder gives the process that holds a directory's lock, or 0 if none does.
func holder(dir string) (int, error) {
	file, err := os.Open(filepath.Join(dir, lockName))
	if err != nil {
		return 0, fmt.Errorf("cannot find a control plane in '%s': %w", dir, err)
	}
	defer file.Close()
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB); err == nil {
		return 0, nil
	}
	text, err := os.ReadFile(file.Name())
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(text)))
}

// awaitEnd returns when nobody holds the directory's lock; one whose supervisor was
// killed still has its state there, which goes now.
func awaitEnd(dir string) error {
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		pid, err := holder(dir)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err == nil && pid == 0 {
			return os.RemoveAll(dir)
		}
	}
	return fmt.Errorf("the control plane in '%s' did not end in 30 s", dir)
}

// running finds the live planes among the temporary directories.
func running() []string {
	var live []string
	dirs, _ := filepath.Glob(filepath.Join(os.TempDir(), dirPrefix+"*"))
	for _, dir := range dirs {
		if pid, err := holder(dir); err == nil && pid != 0 {
			live = append(live, dir)
		}
	}
	return live
}
