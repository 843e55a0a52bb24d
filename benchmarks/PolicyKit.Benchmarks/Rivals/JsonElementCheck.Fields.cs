using System.Runtime.InteropServices;
using System.Text.Json;

namespace PolicyKit.Benchmarks.Rivals;

/// <summary>The controls over single fields.</summary>
internal static partial class JsonElementCheck
{
    private static void CheckAnnotations(ref RestrictedReport report, JsonElement annotations)
    {
        foreach (JsonProperty annotation in annotations.EnumerateObject())
        {
            if (!HasAppArmorPrefix(annotation) || annotation.Value.GetString() is not { } value || RestrictedValues.IsConfinedAnnotation(value)) continue;
            (report.AppArmorAnnotations ??= new SortedSet<string>(StringComparer.Ordinal)).Add($"{annotation.Name}=\"{value}\"");
        }
    }

    private static void CheckVolumes(ref RestrictedReport report, JsonElement volumes)
    {
        foreach (JsonElement volume in volumes.EnumerateArray())
        {
            if (RestrictedSource(volume) is not { } source) continue;
            (report.Volumes ??= []).Add(TextOf(volume, "name"u8));
            (report.VolumeTypes ??= new SortedSet<string>(StringComparer.Ordinal)).Add(source);
        }
    }

    /// <summary>The name of a volume's source; null when it is allowed, or when there is none.</summary>
    private static string? RestrictedSource(JsonElement volume)
    {
        string? restricted = null;
        foreach (JsonProperty member in volume.EnumerateObject())
        {
            if (member.NameEquals("name"u8) || member.Value.ValueKind == JsonValueKind.Null) continue;
            if (member.NameEquals("configMap"u8) || member.NameEquals("emptyDir"u8) || member.NameEquals("secret"u8) || member.NameEquals("projected"u8)
                || member.NameEquals("persistentVolumeClaim"u8) || member.NameEquals("downwardAPI"u8) || member.NameEquals("csi"u8) || member.NameEquals("ephemeral"u8)
                || member.NameEquals("image"u8))
            {
                return null;
            }
            restricted = member.Name;
        }
        return restricted;
    }

    private static void CheckSysctls(ref RestrictedReport report, JsonElement sysctls)
    {
        foreach (JsonElement sysctl in sysctls.EnumerateArray())
        {
            if (!TryGet(sysctl, "name"u8, out JsonElement name) || !IsSafeSysctl(name)) (report.Sysctls ??= []).Add(TextOf(sysctl, "name"u8));
        }
    }

    private static void CheckSeLinux(ref RestrictedReport report, JsonElement options, JsonElement owner)
    {
        if (TryGet(options, "type"u8, out JsonElement type) && !IsSeLinuxType(type))
        {
            report.SeLinux.Add(NameOf(owner));
            (report.SeLinuxTypes ??= new SortedSet<string>(StringComparer.Ordinal)).Add(type.GetString()!);
        }
        if (TryGet(options, "user"u8, out JsonElement user) && !user.ValueEquals(""u8))
        {
            report.SeLinux.Add(NameOf(owner));
            report.HasSeLinuxUser = true;
        }
        if (TryGet(options, "role"u8, out JsonElement role) && !role.ValueEquals(""u8))
        {
            report.SeLinux.Add(NameOf(owner));
            report.HasSeLinuxRole = true;
        }
    }

    private static void CheckCapabilities(ref RestrictedReport report, JsonElement capabilities, JsonElement container)
    {
        if (!DropsAll(capabilities)) report.KeptCapabilities.Add(NameOf(container));
        if (!TryGet(capabilities, "add"u8, out JsonElement added)) return;
        foreach (JsonElement capability in added.EnumerateArray())
        {
            if (!capability.ValueEquals("NET_BIND_SERVICE"u8)) report.AddedCapabilities.Add(NameOf(container), capability.GetString()!);
        }
    }

    private static bool DropsAll(JsonElement capabilities)
    {
        if (!TryGet(capabilities, "drop"u8, out JsonElement dropped)) return false;
        foreach (JsonElement capability in dropped.EnumerateArray())
        {
            if (capability.ValueEquals("ALL"u8)) return true;
        }
        return false;
    }

    private static void CheckPorts(ref RestrictedReport report, JsonElement ports, JsonElement container, bool isInHostNetwork)
    {
        foreach (JsonElement port in ports.EnumerateArray())
        {
            if (TryGet(port, "hostPort"u8, out JsonElement bound) && bound.GetInt32() != 0) report.HostPorts.Add(NameOf(container), bound.GetRawText());
            else if (isInHostNetwork && TryGet(port, "containerPort"u8, out JsonElement number)) report.HostPorts.Add(NameOf(container), number.GetRawText());
        }
    }

    private static void CheckHandler(ref RestrictedReport report, JsonElement handler, JsonElement container)
    {
        if (TryGet(handler, "httpGet"u8, out JsonElement http)) CheckHost(ref report, http, container);
        if (TryGet(handler, "tcpSocket"u8, out JsonElement tcp)) CheckHost(ref report, tcp, container);
    }

    private static void CheckHost(ref RestrictedReport report, JsonElement action, JsonElement container)
    {
        if (TryGet(action, "host"u8, out JsonElement host) && !host.ValueEquals(""u8)) report.ProbeHosts.Add(NameOf(container), host.GetString()!);
    }

    // The name as a string would be an allocation; only an escaped one needs it.
    private static bool HasAppArmorPrefix(JsonProperty annotation)
    {
        ReadOnlySpan<byte> name = JsonMarshal.GetRawUtf8PropertyName(annotation);
        return name.Contains((byte)'\\')
            ? annotation.Name.StartsWith(RestrictedValues.AppArmorPrefix, StringComparison.Ordinal)
            : name.StartsWith("container.apparmor.security.beta.kubernetes.io/"u8);
    }

    private static bool IsConfined(JsonElement profile) =>
        TryGet(profile, "type"u8, out JsonElement type) && (type.ValueEquals("RuntimeDefault"u8) || type.ValueEquals("Localhost"u8));

    private static bool IsSeLinuxType(JsonElement type) =>
        type.ValueEquals(""u8) || type.ValueEquals("container_t"u8) || type.ValueEquals("container_init_t"u8) || type.ValueEquals("container_kvm_t"u8)
        || type.ValueEquals("container_engine_t"u8);

    private static bool IsSafeSysctl(JsonElement name) => RestrictedValues.IsSafeSysctl(name.GetString());

    /// <summary>The container's name; null for the pod.</summary>
    private static string? NameOf(JsonElement container) => container.ValueKind == JsonValueKind.Undefined ? null : TextOf(container, "name"u8);

    private static string TextOf(JsonElement element, ReadOnlySpan<byte> name) => TryGet(element, name, out JsonElement value) ? value.GetString()! : "";

    private static bool Is(JsonElement element, ReadOnlySpan<byte> name, JsonValueKind kind) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind;

    /// <summary>A field that is there and not null.</summary>
    private static bool TryGet(JsonElement element, ReadOnlySpan<byte> name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
