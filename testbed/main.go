// Command controlplane is a Kubernetes control plane in one binary, for tests and
// local play: etcd, the API server, the controllers, the scheduler and kwok's
// simulated nodes. `up` starts them all and watches over them; each also runs alone.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kwokconfig "sigs.k8s.io/kwok/pkg/config"
	kwok "sigs.k8s.io/kwok/pkg/kwok/cmd"
	kwoklog "sigs.k8s.io/kwok/pkg/log"
	"sigs.k8s.io/kwok/pkg/utils/signals"
)

const usage = `usage: controlplane COMMAND [options]

  up      start a control plane and print the path of its kubeconfig
  down    end one and wait until it is gone
  list    print the directories of those that run

  etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok
          run that program alone, with its own options

Each COMMAND has --help.
`

func main() {
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	name := os.Args[1]
	os.Args = os.Args[1:]
	switch name {
	case "up":
		exit(up(os.Args[1:]))
	case "down":
		exit(down(os.Args[1:]))
	case "list":
		exit(list(os.Args[1:]))
	case "etcd":
		etcdmain.Main(os.Args)
	case "kube-apiserver":
		os.Exit(cli.Run(apiserver.NewAPIServerCommand()))
	case "kube-controller-manager":
		os.Exit(cli.Run(controllermanager.NewControllerManagerCommand()))
	case "kube-scheduler":
		os.Exit(cli.Run(scheduler.NewSchedulerCommand()))
	case "kwok":
		exit(runKwok())
	case "help", "-h", "--help":
		fmt.Print(usage)
	default:
		fmt.Fprintf(os.Stderr, "error: unknown command '%s'\n%s", name, usage)
		os.Exit(2)
	}
}

// exit ends the program as err says: 0 without one, 2 for a usageError, else 1.
func exit(err error) {
	if err == nil {
		os.Exit(0)
	}
	fmt.Fprintf(os.Stderr, "error: %s\n", strings.TrimSpace(err.Error()))
	if _, ok := err.(usageError); ok {
		os.Exit(2)
	}
	os.Exit(1)
}

// runKwok does what kwok's own main does, with a flag set of its own: the
// Kubernetes packages have put a clashing `version` flag into the global one.
func runKwok() error {
	pflag.CommandLine = pflag.NewFlagSet(os.Args[0], pflag.ContinueOnError)
	flags := pflag.NewFlagSet("global", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.Usage = func() {}
	ctx, _ := kwoklog.InitFlags(signals.SetupSignalContext(), flags)
	ctx, err := kwokconfig.InitFlags(ctx, flags)
	if err != nil {
		return err
	}
	return execute(ctx, kwok.NewCommand(ctx), flags)
}

func execute(ctx context.Context, command *cobra.Command, flags *pflag.FlagSet) error {
	command.PersistentFlags().AddFlagSet(flags)
	return command.ExecuteContext(ctx)
}
