namespace PolicyKit.SchemaTool;

/// <summary>
/// The constants that fields of Kubernetes' own types may have, for OpenAPI v2 documents, which state none. They are those of the Go types in <c>k8s.io/api</c> and their validation. Fields that may have other values beside known
/// ones (reasons, types of conditions and of Secrets) are not here.
/// </summary>
internal static class KnownConstants
{
    /// <summary>Constants, and the fields that have them: the last part of a definition's name and a field, which is a string or a list of strings.</summary>
    private static readonly (string Constants, string Fields)[] Rows =
    [
        ("* CONNECT CREATE DELETE UPDATE", "NamedRuleWithOperations.operations RuleWithOperations.operations"),
        ("* Cluster Namespaced", "NamedRuleWithOperations.scope RuleWithOperations.scope"),
        ("Active Terminating", "NamespaceStatus.phase"),
        ("Allow Forbid Replace", "CronJobSpec.concurrencyPolicy"),
        ("Always IfNotPresent Never", "Container.imagePullPolicy EphemeralContainer.imagePullPolicy"),
        ("Always Never OnFailure", "Container.restartPolicy PodSpec.restartPolicy"),
        ("Always OnRootMismatch", "PodSecurityContext.fsGroupChangePolicy"),
        ("AlwaysAllow IfHealthyBudget", "PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy"),
        ("ApplyConfiguration JSONPatch", "Mutation.patchType"),
        ("Audit Deny Warn", "ValidatingAdmissionPolicyBindingSpec.validationActions"),
        ("Available Bound Failed Pending Released", "PersistentVolumeStatus.phase"),
        ("AverageValue Utilization Value", "MetricTarget.type"),
        ("BestEffort Burstable Guaranteed", "PodStatus.qosClass"),
        ("BestEffort CrossNamespacePodAffinity NotBestEffort NotTerminating PriorityClass Terminating VolumeAttributesClass", "ResourceQuotaSpec.scopes"),
        ("Bidirectional HostToContainer None", "VolumeMount.mountPropagation"),
        ("Block Filesystem", "PersistentVolumeClaimSpec.volumeMode PersistentVolumeSpec.volumeMode"),
        ("Bound Lost Pending", "PersistentVolumeClaimStatus.phase"),
        ("ByNamespace ByUser", "FlowDistinguisherMethod.type"),
        ("ClientIP None", "ServiceSpec.sessionAffinity"),
        ("Cluster Local", "ServiceSpec.externalTrafficPolicy ServiceSpec.internalTrafficPolicy"),
        ("Cluster Namespaced", "CustomResourceDefinitionSpec.scope"),
        ("ClusterFirst ClusterFirstWithHostNet Default None", "PodSpec.dnsPolicy"),
        ("ClusterIP ExternalName LoadBalancer NodePort", "ServiceSpec.type"),
        ("Container PersistentVolumeClaim Pod", "LimitRangeItem.type"),
        ("ContainerResource External Object Pods Resource", "MetricSpec.type"),
        ("Count FailIndex FailJob Ignore", "PodFailurePolicyRule.action"),
        ("Dedicated Managed Shared", "AzureDiskVolumeSource.kind"),
        ("Default Unmasked", "SecurityContext.procMount"),
        ("Delete Recycle Retain", "PersistentVolumeSpec.persistentVolumeReclaimPolicy StorageClass.reclaimPolicy"),
        ("Delete Retain", "StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled"),
        ("Disabled Enabled IfPossible", "VolumeMount.recursiveReadOnly"),
        ("Disabled Max Min", "HPAScalingRules.selectPolicy"),
        ("DoNotSchedule ScheduleAnyway", "TopologySpreadConstraint.whenUnsatisfiable"),
        ("DoesNotExist Exists Gt In Lt NotIn", "NodeSelectorRequirement.operator"),
        ("DoesNotExist Exists In NotIn", "LabelSelectorRequirement.operator ScopedResourceSelectorRequirement.operator"),
        ("Egress Ingress", "NetworkPolicySpec.policyTypes"),
        ("Ephemeral Persistent", "CSIDriverSpec.volumeLifecycleModes"),
        ("Equal Exists Gt Lt", "Toleration.operator"),
        ("Equivalent Exact", "MatchResources.matchPolicy MutatingWebhook.matchPolicy ValidatingWebhook.matchPolicy"),
        ("Exact ImplementationSpecific Prefix", "HTTPIngressPath.pathType"),
        ("Exempt Limited", "PriorityLevelConfigurationSpec.type"),
        ("FQDN IPv4 IPv6", "EndpointSlice.addressType"),
        ("Fail Ignore", "MutatingAdmissionPolicySpec.failurePolicy MutatingWebhook.failurePolicy ValidatingAdmissionPolicySpec.failurePolicy ValidatingWebhook.failurePolicy"),
        ("Failed Pending Running Succeeded Unknown", "PodStatus.phase"),
        ("Failed TerminatingOrFailed", "JobSpec.podReplacementPolicy"),
        ("FallbackToLogsOnError File", "Container.terminationMessagePolicy EphemeralContainer.terminationMessagePolicy"),
        ("False True Unknown", "APIServiceCondition.status CertificateSigningRequestCondition.status ComponentCondition.status Condition.status CustomResourceDefinitionCondition.status DaemonSetCondition.status DeploymentCondition.status FlowSchemaCondition.status HorizontalPodAutoscalerCondition.status JobCondition.status NamespaceCondition.status NodeCondition.status PersistentVolumeClaimCondition.status PodCondition.status PriorityLevelConfigurationCondition.status ReplicaSetCondition.status ReplicationControllerCondition.status StatefulSetCondition.status StorageVersionCondition.status"),
        ("File None ReadWriteOnceWithFSType", "CSIDriverSpec.fsGroupPolicy"),
        ("HTTP HTTPS", "HTTPGetAction.scheme"),
        ("Honor Ignore", "TopologySpreadConstraint.nodeAffinityPolicy TopologySpreadConstraint.nodeTaintsPolicy"),
        ("IPv4 IPv6", "ServiceSpec.ipFamilies"),
        ("IfNeeded Never", "MutatingAdmissionPolicySpec.reinvocationPolicy MutatingWebhook.reinvocationPolicy"),
        ("Immediate WaitForFirstConsumer", "StorageClass.volumeBindingMode"),
        ("In NotIn", "PodFailurePolicyOnExitCodesRequirement.operator"),
        ("Indexed NonIndexed", "JobSpec.completionMode"),
        ("Localhost RuntimeDefault Unconfined", "AppArmorProfile.type SeccompProfile.type"),
        ("Merge Strict", "PodSecurityContext.supplementalGroupsPolicy"),
        ("MountOption Recursive", "PodSecurityContext.seLinuxChangePolicy"),
        ("Never PreemptLowerPriority", "PodSpec.preemptionPolicy PriorityClass.preemptionPolicy"),
        ("NoExecute NoSchedule PreferNoSchedule", "Taint.effect Toleration.effect"),
        ("None NoneOnDryRun Some Unknown", "MutatingWebhook.sideEffects ValidatingWebhook.sideEffects"),
        ("None ReadOnly ReadWrite", "AzureDiskVolumeSource.cachingMode"),
        ("None Webhook", "CustomResourceConversion.strategy"),
        ("OnDelete RollingUpdate", "DaemonSetUpdateStrategy.type StatefulSetUpdateStrategy.type"),
        ("OrderedReady Parallel", "StatefulSetSpec.podManagementPolicy"),
        ("Percent Pods", "HPAScalingPolicy.type"),
        ("PreferDualStack RequireDualStack SingleStack", "ServiceSpec.ipFamilyPolicy"),
        ("Queue Reject", "LimitResponse.type"),
        ("ReadOnlyMany ReadWriteMany ReadWriteOnce ReadWriteOncePod", "PersistentVolumeClaimSpec.accessModes PersistentVolumeSpec.accessModes"),
        ("Recreate RollingUpdate", "DeploymentStrategy.type"),
        ("SCTP TCP UDP", "ContainerPort.protocol EndpointPort.protocol IngressPortStatus.protocol NetworkPolicyPort.protocol ServicePort.protocol"),
        ("linux windows", "PodOS.name"),
    ];

    /// <summary>The constants of each field that has some, such as <c>Container.imagePullPolicy</c>.</summary>
    public static IReadOnlyDictionary<string, string[]> ByField { get; } =
        Rows.SelectMany(row => row.Fields.Split(' ').Select(field => (field, row.Constants))).ToDictionary(r => r.field, r => r.Constants.Split(' '), StringComparer.Ordinal);
}
