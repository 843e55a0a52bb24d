namespace PolicyKit.Benchmarks.Rivals;

/// <summary>The values that the controls allow, for the check over CLR objects.</summary>
internal static class RestrictedValues
{
    public const string AppArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";

    public static bool IsConfined(string? type) => type is "RuntimeDefault" or "Localhost";

    public static bool IsConfinedAnnotation(string value) => value is "" or "runtime/default" || value.StartsWith("localhost/", StringComparison.Ordinal);

    public static bool IsSeLinuxType(string type) => type is "" or "container_t" or "container_init_t" or "container_kvm_t" or "container_engine_t";

    public static bool IsSafeSysctl(string? name) => name is
        "kernel.shm_rmid_forced" or "net.ipv4.ip_local_port_range" or "net.ipv4.ip_local_reserved_ports" or "net.ipv4.ip_unprivileged_port_start" or "net.ipv4.ping_group_range"
        or "net.ipv4.tcp_fin_timeout" or "net.ipv4.tcp_keepalive_intvl" or "net.ipv4.tcp_keepalive_probes" or "net.ipv4.tcp_keepalive_time" or "net.ipv4.tcp_notsent_lowat"
        or "net.ipv4.tcp_rmem" or "net.ipv4.tcp_slow_start_after_idle" or "net.ipv4.tcp_syncookies" or "net.ipv4.tcp_wmem";
}
