package main

import (
	"context"
	"fmt"
	"os"
	"time"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/tools/cache"
)

const (
	provisioner   = "testbed.distro.maglev.io/local"
	provisionedBy = "pv.kubernetes.io/provisioned-by"
)

// provisionVolumes plays the storage driver until ctx ends: a claim of our class
// gets a volume, which the volume controller binds; a released volume is deleted.
// What fails is tried again at the informers' next resync.
func (c *cluster) provisionVolumes(ctx context.Context) error {
	factory := informers.NewSharedInformerFactory(c.api, 2*time.Second)
	_, err := factory.Core().V1().PersistentVolumeClaims().Informer().AddEventHandler(whenSeen(
		func(claim *core.PersistentVolumeClaim) { c.report(c.provide(ctx, claim)) }))
	if err != nil {
		return err
	}
	_, err = factory.Core().V1().PersistentVolumes().Informer().AddEventHandler(whenSeen(
		func(volume *core.PersistentVolume) { c.report(c.reclaim(ctx, volume)) }))
	if err != nil {
		return err
	}
	factory.Start(ctx.Done())
	return nil
}

func whenSeen[T any](handle func(T)) cache.ResourceEventHandler {
	return cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { handle(object.(T)) },
		UpdateFunc: func(_, object any) { handle(object.(T)) },
	}
}

func (c *cluster) report(err error) {
	if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsAlreadyExists(err) && !apierrors.IsConflict(err) {
		fmt.Fprintf(os.Stderr, "testbed: volumes: %v\n", err)
	}
}

func (c *cluster) provide(ctx context.Context, claim *core.PersistentVolumeClaim) error {
	if claim.DeletionTimestamp != nil || claim.Spec.StorageClassName == nil || *claim.Spec.StorageClassName != "standard" {
		return nil
	}
	if claim.Annotations[annotation("fail")] != "" {
		return nil
	}
	if claim.Spec.VolumeName != "" {
		return c.expand(ctx, claim)
	}
	_, err := c.api.CoreV1().PersistentVolumes().Create(ctx, volumeFor(claim), meta.CreateOptions{})
	return err
}

// expand grants a larger request at once, as a driver's resizer would.
func (c *cluster) expand(ctx context.Context, claim *core.PersistentVolumeClaim) error {
	wanted, had := claim.Spec.Resources.Requests[core.ResourceStorage], claim.Status.Capacity[core.ResourceStorage]
	if claim.Status.Phase != core.ClaimBound || wanted.Cmp(had) <= 0 {
		return nil
	}
	volume, err := c.api.CoreV1().PersistentVolumes().Get(ctx, claim.Spec.VolumeName, meta.GetOptions{})
	if err != nil {
		return err
	}
	volume.Spec.Capacity[core.ResourceStorage] = wanted
	if _, err = c.api.CoreV1().PersistentVolumes().Update(ctx, volume, meta.UpdateOptions{}); err != nil {
		return err
	}
	grown := claim.DeepCopy()
	grown.Status.Capacity[core.ResourceStorage] = wanted
	if equality.Semantic.DeepEqual(grown.Status, claim.Status) {
		return nil
	}
	_, err = c.api.CoreV1().PersistentVolumeClaims(claim.Namespace).UpdateStatus(ctx, grown, meta.UpdateOptions{})
	return err
}

func volumeFor(claim *core.PersistentVolumeClaim) *core.PersistentVolume {
	return &core.PersistentVolume{
		ObjectMeta: meta.ObjectMeta{
			Name:        "pvc-" + string(claim.UID),
			Annotations: map[string]string{provisionedBy: provisioner},
		},
		Spec: core.PersistentVolumeSpec{
			Capacity:                      claim.Spec.Resources.Requests,
			AccessModes:                   claim.Spec.AccessModes,
			VolumeMode:                    claim.Spec.VolumeMode,
			StorageClassName:              *claim.Spec.StorageClassName,
			PersistentVolumeReclaimPolicy: core.PersistentVolumeReclaimDelete,
			ClaimRef: &core.ObjectReference{
				APIVersion: "v1", Kind: "PersistentVolumeClaim",
				Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
			PersistentVolumeSource: core.PersistentVolumeSource{
				HostPath: &core.HostPathVolumeSource{Path: "/testbed/" + string(claim.UID)},
			},
		},
	}
}

func (c *cluster) reclaim(ctx context.Context, volume *core.PersistentVolume) error {
	if volume.Annotations[provisionedBy] != provisioner || volume.DeletionTimestamp != nil ||
		volume.Status.Phase != core.VolumeReleased ||
		volume.Spec.PersistentVolumeReclaimPolicy != core.PersistentVolumeReclaimDelete {
		return nil
	}
	return c.api.CoreV1().PersistentVolumes().Delete(ctx, volume.Name, meta.DeleteOptions{})
}

func annotation(name string) string { return "testbed.distro.maglev.io/" + name }
