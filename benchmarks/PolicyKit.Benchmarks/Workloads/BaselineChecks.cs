namespace PolicyKit.Benchmarks.Workloads;

/// <summary>The baseline controls of the Pod Security Standards, as their check ids name them.</summary>
[Flags]
internal enum BaselineChecks
{
    None = 0,
    AppArmorProfile = 1 << 0,
    Capabilities = 1 << 1,
    HostNamespaces = 1 << 2,
    HostPathVolumes = 1 << 3,
    HostPorts = 1 << 4,
    HostProbesAndHostLifecycle = 1 << 5,
    Privileged = 1 << 6,
    ProcMount = 1 << 7,
    SeLinuxOptions = 1 << 8,
    SeccompProfile = 1 << 9,
    Sysctls = 1 << 10,
    WindowsHostProcess = 1 << 11,
}
