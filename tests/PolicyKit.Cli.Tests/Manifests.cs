namespace PolicyKit.Cli.Tests;

/// <summary>Manifests that several tests judge.</summary>
internal static class Manifests
{
    /// <summary>Nothing is wrong with it that a manifest alone can tell.</summary>
    public const string Clean =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
          - name: web
            image: registry.example/web:1.0
            securityContext:
              allowPrivilegeEscalation: false
              runAsNonRoot: true
              capabilities: {drop: [ALL]}
              seccompProfile: {type: RuntimeDefault}
            resources: {limits: {memory: 64Mi}}
        """;

    /// <summary>Denied at line 9, column 7, and warned about for what <em>restricted</em> asks besides.</summary>
    public const string Privileged =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
          - name: web
            image: registry.example/web:1.0
            securityContext:
              privileged: true
            resources: {limits: {memory: 64Mi}}
        """;

    /// <summary>Only warned about.</summary>
    public const string OpenEgress =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress:
          - to:
            - ipBlock:
                cidr: 0.0.0.0/0
        """;

    /// <summary>A kind that no standard policy is for.</summary>
    public const string Lease =
        """
        apiVersion: coordination.k8s.io/v1
        kind: Lease
        metadata: {name: leader, namespace: shop}
        spec: {holderIdentity: web-0}
        """;
}
