namespace PolicyKit.Kubernetes.Kinds;

/// <summary>
/// The built-in kinds, one a line: group, versions (preferred first), kind, plural resource, scope, kubectl's short name.
/// Made by a script from the OpenAPI document of Kubernetes 1.36: each path that ends in a plural resource gives the group, version and kind of its operations, and is
/// namespaced when it goes through <c>/namespaces/{namespace}/</c>. Added by hand: short names, and the groups and versions that 1.36 no longer serves
/// (<c>extensions</c>, <c>apps/v1beta1</c>, <c>policy/v1beta1</c>, PodPreset and their like), after the types that k8s.io/api still holds.
/// </summary>
internal static class KindTable
{
    public const string Text =
        """
        core v1 Binding bindings namespaced -
        core v1 ComponentStatus componentstatuses cluster cs
        core v1 ConfigMap configmaps namespaced cm
        core v1 Endpoints endpoints namespaced ep
        core v1 Event events namespaced ev
        core v1 LimitRange limitranges namespaced limits
        core v1 Namespace namespaces cluster ns
        core v1 Node nodes cluster no
        core v1 PersistentVolume persistentvolumes cluster pv
        core v1 PersistentVolumeClaim persistentvolumeclaims namespaced pvc
        core v1 Pod pods namespaced po
        core v1 PodTemplate podtemplates namespaced -
        core v1 ReplicationController replicationcontrollers namespaced rc
        core v1 ResourceQuota resourcequotas namespaced quota
        core v1 Secret secrets namespaced -
        core v1 Service services namespaced svc
        core v1 ServiceAccount serviceaccounts namespaced sa
        admissionregistration.k8s.io v1,v1beta1,v1alpha1 MutatingAdmissionPolicy mutatingadmissionpolicies cluster -
        admissionregistration.k8s.io v1,v1beta1,v1alpha1 MutatingAdmissionPolicyBinding mutatingadmissionpolicybindings cluster -
        admissionregistration.k8s.io v1,v1beta1 MutatingWebhookConfiguration mutatingwebhookconfigurations cluster -
        admissionregistration.k8s.io v1,v1beta1,v1alpha1 ValidatingAdmissionPolicy validatingadmissionpolicies cluster -
        admissionregistration.k8s.io v1,v1beta1,v1alpha1 ValidatingAdmissionPolicyBinding validatingadmissionpolicybindings cluster -
        admissionregistration.k8s.io v1,v1beta1 ValidatingWebhookConfiguration validatingwebhookconfigurations cluster -
        apiextensions.k8s.io v1,v1beta1 CustomResourceDefinition customresourcedefinitions cluster crd
        apiregistration.k8s.io v1,v1beta1 APIService apiservices cluster -
        apps v1,v1beta2,v1beta1 ControllerRevision controllerrevisions namespaced -
        apps v1,v1beta2 DaemonSet daemonsets namespaced ds
        apps v1,v1beta2,v1beta1 Deployment deployments namespaced deploy
        apps v1,v1beta2 ReplicaSet replicasets namespaced rs
        apps v1,v1beta2,v1beta1 StatefulSet statefulsets namespaced sts
        authentication.k8s.io v1,v1beta1 SelfSubjectReview selfsubjectreviews cluster -
        authentication.k8s.io v1,v1beta1 TokenReview tokenreviews cluster -
        authorization.k8s.io v1,v1beta1 LocalSubjectAccessReview localsubjectaccessreviews namespaced -
        authorization.k8s.io v1,v1beta1 SelfSubjectAccessReview selfsubjectaccessreviews cluster -
        authorization.k8s.io v1,v1beta1 SelfSubjectRulesReview selfsubjectrulesreviews cluster -
        authorization.k8s.io v1,v1beta1 SubjectAccessReview subjectaccessreviews cluster -
        autoscaling v2,v1,v2beta2,v2beta1 HorizontalPodAutoscaler horizontalpodautoscalers namespaced hpa
        batch v1,v1beta1,v2alpha1 CronJob cronjobs namespaced cj
        batch v1 Job jobs namespaced -
        certificates.k8s.io v1,v1beta1 CertificateSigningRequest certificatesigningrequests cluster csr
        certificates.k8s.io v1,v1beta1,v1alpha1 ClusterTrustBundle clustertrustbundles cluster -
        certificates.k8s.io v1,v1beta1 PodCertificateRequest podcertificaterequests namespaced -
        coordination.k8s.io v1,v1beta1 Lease leases namespaced -
        coordination.k8s.io v1beta1,v1alpha2 LeaseCandidate leasecandidates namespaced -
        discovery.k8s.io v1,v1beta1 EndpointSlice endpointslices namespaced -
        events.k8s.io v1,v1beta1 Event events namespaced ev
        extensions v1beta1 DaemonSet daemonsets namespaced ds
        extensions v1beta1 Deployment deployments namespaced deploy
        extensions v1beta1 Ingress ingresses namespaced ing
        extensions v1beta1 NetworkPolicy networkpolicies namespaced netpol
        extensions v1beta1 PodSecurityPolicy podsecuritypolicies cluster psp
        extensions v1beta1 ReplicaSet replicasets namespaced rs
        flowcontrol.apiserver.k8s.io v1,v1beta3,v1beta2,v1beta1 FlowSchema flowschemas cluster -
        flowcontrol.apiserver.k8s.io v1,v1beta3,v1beta2,v1beta1 PriorityLevelConfiguration prioritylevelconfigurations cluster -
        internal.apiserver.k8s.io v1alpha1 StorageVersion storageversions cluster -
        networking.k8s.io v1,v1beta1 IPAddress ipaddresses cluster ip
        networking.k8s.io v1,v1beta1 Ingress ingresses namespaced ing
        networking.k8s.io v1,v1beta1 IngressClass ingressclasses cluster -
        networking.k8s.io v1 NetworkPolicy networkpolicies namespaced netpol
        networking.k8s.io v1,v1beta1 ServiceCIDR servicecidrs cluster -
        node.k8s.io v1,v1beta1,v1alpha1 RuntimeClass runtimeclasses cluster -
        policy v1,v1beta1 PodDisruptionBudget poddisruptionbudgets namespaced pdb
        policy v1beta1 PodSecurityPolicy podsecuritypolicies cluster psp
        rbac.authorization.k8s.io v1,v1beta1,v1alpha1 ClusterRole clusterroles cluster -
        rbac.authorization.k8s.io v1,v1beta1,v1alpha1 ClusterRoleBinding clusterrolebindings cluster -
        rbac.authorization.k8s.io v1,v1beta1,v1alpha1 Role roles namespaced -
        rbac.authorization.k8s.io v1,v1beta1,v1alpha1 RoleBinding rolebindings namespaced -
        resource.k8s.io v1,v1beta2,v1beta1 DeviceClass deviceclasses cluster -
        resource.k8s.io v1,v1beta2,v1alpha3 DeviceTaintRule devicetaintrules cluster -
        resource.k8s.io v1,v1beta2,v1beta1 ResourceClaim resourceclaims namespaced -
        resource.k8s.io v1,v1beta2,v1beta1 ResourceClaimTemplate resourceclaimtemplates namespaced -
        resource.k8s.io v1alpha3 ResourcePoolStatusRequest resourcepoolstatusrequests cluster -
        resource.k8s.io v1,v1beta2,v1beta1 ResourceSlice resourceslices cluster -
        scheduling.k8s.io v1beta1,v1alpha3,v1alpha2 PodGroup podgroups namespaced -
        scheduling.k8s.io v1,v1beta1 PriorityClass priorityclasses cluster pc
        scheduling.k8s.io v1beta1,v1alpha3,v1alpha2 Workload workloads namespaced -
        settings.k8s.io v1alpha1 PodPreset podpresets namespaced -
        storage.k8s.io v1,v1beta1 CSIDriver csidrivers cluster -
        storage.k8s.io v1,v1beta1 CSINode csinodes cluster -
        storage.k8s.io v1,v1beta1,v1alpha1 CSIStorageCapacity csistoragecapacities namespaced -
        storage.k8s.io v1,v1beta1 StorageClass storageclasses cluster sc
        storage.k8s.io v1,v1beta1,v1alpha1 VolumeAttachment volumeattachments cluster -
        storage.k8s.io v1,v1beta1,v1alpha1 VolumeAttributesClass volumeattributesclasses cluster vac
        storagemigration.k8s.io v1,v1beta1 StorageVersionMigration storageversionmigrations cluster -
        """;
}
