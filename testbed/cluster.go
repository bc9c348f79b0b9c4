package main

import (
	"context"
	"errors"
	"fmt"

	core "k8s.io/api/core/v1"
	storage "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// cluster furnishes a plane through its API: nodes, storage, logs.
type cluster struct {
	*plane
	api kubernetes.Interface
}

func newCluster(p *plane) (*cluster, error) {
	api, err := kubernetes.NewForConfig(&rest.Config{
		Host:            p.url(),
		BearerToken:     p.token,
		TLSClientConfig: rest.TLSClientConfig{CAFile: p.path("ca.crt")},
		QPS:             1000,
		Burst:           2000,
	})
	return &cluster{plane: p, api: api}, err
}

func (c *cluster) serverReady(ctx context.Context) error {
	return c.api.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).Error()
}

// createNodes makes nodes with more room than any test needs, whose kubelet (as far
// as the API server can tell) is our log server.
func (c *cluster) createNodes(ctx context.Context) error {
	room := core.ResourceList{
		core.ResourceCPU:              resource.MustParse("1000"),
		core.ResourceMemory:           resource.MustParse("1Ti"),
		core.ResourceEphemeralStorage: resource.MustParse("1Ti"),
		core.ResourcePods:             resource.MustParse("1000"),
	}
	for i := range c.nodes {
		name := fmt.Sprintf("node-%d", i+1)
		_, err := c.api.CoreV1().Nodes().Create(ctx, &core.Node{
			ObjectMeta: meta.ObjectMeta{
				Name:        name,
				Annotations: map[string]string{"kwok.x-k8s.io/node": "fake"},
				Labels: map[string]string{
					core.LabelHostname:       name,
					core.LabelOSStable:       "linux",
					core.LabelArchStable:     "amd64",
					core.LabelTopologyZone:   fmt.Sprintf("zone-%d", i+1),
					core.LabelTopologyRegion: "testbed",
				},
			},
			Status: core.NodeStatus{
				Capacity:        room,
				Allocatable:     room,
				Addresses:       []core.NodeAddress{{Type: core.NodeInternalIP, Address: "127.0.0.1"}, {Type: core.NodeHostName, Address: name}},
				DaemonEndpoints: core.NodeDaemonEndpoints{KubeletEndpoint: core.DaemonEndpoint{Port: int32(portOf(c.kubelet))}},
			},
		}, meta.CreateOptions{})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *cluster) createStorageClass(ctx context.Context) error {
	now, remove, expand := storage.VolumeBindingImmediate, core.PersistentVolumeReclaimDelete, true
	_, err := c.api.StorageV1().StorageClasses().Create(ctx, &storage.StorageClass{
		ObjectMeta: meta.ObjectMeta{
			Name:        "standard",
			Annotations: map[string]string{"storageclass.kubernetes.io/is-default-class": "true"},
		},
		Provisioner:          provisioner,
		VolumeBindingMode:    &now,
		ReclaimPolicy:        &remove,
		AllowVolumeExpansion: &expand,
	}, meta.CreateOptions{})
	return err
}

// usable says what is still missing before Pods of the default namespace would run.
func (c *cluster) usable(ctx context.Context) error {
	nodes, err := c.api.CoreV1().Nodes().List(ctx, meta.ListOptions{})
	if err != nil {
		return err
	}
	for _, node := range nodes.Items {
		if !ready(node) || len(node.Spec.Taints) > 0 {
			return fmt.Errorf("node '%s' is not ready", node.Name)
		}
	}
	if len(nodes.Items) < c.nodes {
		return errors.New("nodes are missing")
	}
	_, err = c.api.CoreV1().ServiceAccounts("default").Get(ctx, "default", meta.GetOptions{})
	return err
}

func ready(node core.Node) bool {
	for _, condition := range node.Status.Conditions {
		if condition.Type == core.NodeReady {
			return condition.Status == core.ConditionTrue
		}
	}
	return false
}
