package io.maglev.distro.compose;

import io.maglev.distro.model.ResourceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which kinds live outside namespaces, as far as that can be known without a cluster: Kubernetes'
 * own, a few everybody uses, and those whose definitions are rendered along. Immutable.
 */
final class ClusterScope {
  private static final Set<String> WELL_KNOWN =
      Set.of(
          "APIService.apiregistration.k8s.io",
          "CSIDriver.storage.k8s.io",
          "CSINode.storage.k8s.io",
          "CertificateSigningRequest.certificates.k8s.io",
          "ClusterIssuer.cert-manager.io",
          "ClusterRole.rbac.authorization.k8s.io",
          "ClusterRoleBinding.rbac.authorization.k8s.io",
          "ClusterTrustBundle.certificates.k8s.io",
          "CustomResourceDefinition.apiextensions.k8s.io",
          "DeviceClass.resource.k8s.io",
          "FlowSchema.flowcontrol.apiserver.k8s.io",
          "GatewayClass.gateway.networking.k8s.io",
          "IPAddress.networking.k8s.io",
          "IngressClass.networking.k8s.io",
          "MutatingAdmissionPolicy.admissionregistration.k8s.io",
          "MutatingAdmissionPolicyBinding.admissionregistration.k8s.io",
          "MutatingWebhookConfiguration.admissionregistration.k8s.io",
          "Namespace",
          "Node",
          "PersistentVolume",
          "PodSecurityPolicy.policy",
          "PriorityClass.scheduling.k8s.io",
          "PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io",
          "ResourceSlice.resource.k8s.io",
          "RuntimeClass.node.k8s.io",
          "ServiceCIDR.networking.k8s.io",
          "StorageClass.storage.k8s.io",
          "StorageVersionMigration.storagemigration.k8s.io",
          "ValidatingAdmissionPolicy.admissionregistration.k8s.io",
          "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io",
          "ValidatingWebhookConfiguration.admissionregistration.k8s.io",
          "VolumeAttachment.storage.k8s.io",
          "VolumeAttributesClass.storage.k8s.io");

  private final Set<String> kinds = new HashSet<>(WELL_KNOWN);

  private ClusterScope() {}

  /** The scopes known once these objects are: definitions of custom kinds are looked into. */
  static ClusterScope of(Collection<OwnedObject> objects) {
    ClusterScope scope = new ClusterScope();
    for (OwnedObject object : objects) {
      if (object.id().kind().equals("CustomResourceDefinition")
          && object.content().get("spec") instanceof Map<?, ?> spec
          && "Cluster".equals(spec.get("scope"))
          && spec.get("names") instanceof Map<?, ?> names) {
        scope.kinds.add(names.get("kind") + "." + spec.get("group"));
      }
    }
    return scope;
  }

  /** The object as it will be: without a namespace if its kind has none. */
  OwnedObject placed(OwnedObject object) {
    ResourceId id = object.id();
    if (!kinds.contains(id.groupKind())) {
      return object;
    }
    return new OwnedObject(
        new ResourceId(id.apiVersion(), id.kind(), "", id.name()),
        object.owner(),
        object.template(),
        object.role(),
        object.content());
  }
}
