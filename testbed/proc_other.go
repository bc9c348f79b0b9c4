//go:build !linux

package main

import "syscall"

func dieWithParent() *syscall.SysProcAttr { return nil }

func alive(pid int) bool { return syscall.Kill(pid, 0) != syscall.ESRCH }
