package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"syscall"
)

// The kernel sends the parent-death signal when the *thread* that started the
// child ends, so programs are started from the main thread, which ends last.
func init() { runtime.LockOSThread() }

func dieWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

// alive is false also for a zombie: its parent may never collect it.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	state := stat[bytes.LastIndexByte(stat, ')')+2:]
	return state[0] != 'Z' && state[0] != 'X'
}
