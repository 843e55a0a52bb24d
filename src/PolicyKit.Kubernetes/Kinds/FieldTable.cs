namespace PolicyKit.Kubernetes.Kinds;

/// <summary>
/// What JSON the API server takes at the fields that policies ask for, written by hand from the API reference: a line is a type and its fields, a field is its name and <c>string</c>, <c>bool</c>, <c>integer</c>, <c>intOrString</c>,
/// <c>[T]</c> for a list, <c>{T}</c> for a map with any keys, or another type. Fields that are not here are taken as they come.
/// </summary>
internal static class FieldTable
{
    public const string Text =
        """
        Object metadata:ObjectMeta
        ObjectMeta name:string generateName:string namespace:string labels:{string} annotations:{string}
        LabelSelector matchLabels:{string} matchExpressions:[LabelSelectorRequirement]
        LabelSelectorRequirement key:string operator:string values:[string]
        Pod metadata:ObjectMeta spec:PodSpec
        PodSpec hostNetwork:bool hostPID:bool hostIPC:bool hostUsers:bool shareProcessNamespace:bool automountServiceAccountToken:bool serviceAccountName:string nodeName:string hostname:string runtimeClassName:string restartPolicy:string activeDeadlineSeconds:integer terminationGracePeriodSeconds:integer priority:integer os:PodOS securityContext:PodSecurityContext containers:[Container] initContainers:[Container] ephemeralContainers:[Container] volumes:[Volume] imagePullSecrets:[LocalObject] nodeSelector:{string}
        PodOS name:string
        LocalObject name:string
        PodSecurityContext runAsNonRoot:bool runAsUser:integer runAsGroup:integer fsGroup:integer supplementalGroups:[integer] sysctls:[Sysctl] seccompProfile:Profile appArmorProfile:Profile seLinuxOptions:SELinuxOptions windowsOptions:WindowsOptions
        Sysctl name:string value:string
        Profile type:string localhostProfile:string
        SELinuxOptions type:string user:string role:string level:string
        WindowsOptions hostProcess:bool
        Container name:string image:string imagePullPolicy:string restartPolicy:string command:[string] args:[string] workingDir:string stdin:bool tty:bool ports:[ContainerPort] env:[EnvVar] envFrom:[EnvFrom] volumeMounts:[VolumeMount] securityContext:SecurityContext livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle resources:Resources
        ContainerPort name:string containerPort:integer hostPort:integer hostIP:string protocol:string
        EnvVar name:string value:string valueFrom:Map
        EnvFrom prefix:string configMapRef:LocalObject secretRef:LocalObject
        VolumeMount name:string mountPath:string subPath:string readOnly:bool
        Resources limits:Map requests:Map
        Map
        SecurityContext privileged:bool allowPrivilegeEscalation:bool readOnlyRootFilesystem:bool runAsNonRoot:bool runAsUser:integer runAsGroup:integer procMount:string capabilities:Capabilities seccompProfile:Profile appArmorProfile:Profile seLinuxOptions:SELinuxOptions windowsOptions:WindowsOptions
        Capabilities add:[string] drop:[string]
        Lifecycle postStart:Handler preStop:Handler
        Handler httpGet:HTTPGet tcpSocket:TCPSocket exec:Exec sleep:Sleep
        Probe httpGet:HTTPGet tcpSocket:TCPSocket exec:Exec grpc:GRPC initialDelaySeconds:integer timeoutSeconds:integer periodSeconds:integer successThreshold:integer failureThreshold:integer terminationGracePeriodSeconds:integer
        HTTPGet host:string path:string scheme:string port:intOrString
        TCPSocket host:string port:intOrString
        GRPC service:string port:integer
        Sleep seconds:integer
        Exec command:[string]
        Volume name:string hostPath:HostPath configMap:Map secret:Map emptyDir:Map projected:Map persistentVolumeClaim:Map csi:Map
        HostPath path:string type:string
        NetworkPolicy metadata:ObjectMeta spec:NetworkPolicySpec
        NetworkPolicySpec podSelector:LabelSelector policyTypes:[string] ingress:[IngressRule] egress:[EgressRule]
        IngressRule from:[Peer] ports:[PolicyPort]
        EgressRule to:[Peer] ports:[PolicyPort]
        Peer podSelector:LabelSelector namespaceSelector:LabelSelector ipBlock:IPBlock
        IPBlock cidr:string except:[string]
        PolicyPort protocol:string port:intOrString endPort:integer
        Role metadata:ObjectMeta rules:[PolicyRule]
        ClusterRole metadata:ObjectMeta rules:[PolicyRule] aggregationRule:AggregationRule
        AggregationRule clusterRoleSelectors:[LabelSelector]
        PolicyRule apiGroups:[string] resources:[string] verbs:[string] resourceNames:[string] nonResourceURLs:[string]
        RoleBinding metadata:ObjectMeta roleRef:RoleRef subjects:[Subject]
        ClusterRoleBinding metadata:ObjectMeta roleRef:RoleRef subjects:[Subject]
        RoleRef apiGroup:string kind:string name:string
        Subject apiGroup:string kind:string name:string namespace:string
        """;
}
