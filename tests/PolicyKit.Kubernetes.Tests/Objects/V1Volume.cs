using System.Text.Json.Serialization;

namespace PolicyKit.Kubernetes.Tests.Objects;

internal sealed class V1Volume
{
    [JsonPropertyName("awsElasticBlockStore")]
    public V1AnySource? AwsElasticBlockStore { get; set; }

    [JsonPropertyName("azureDisk")]
    public V1AnySource? AzureDisk { get; set; }

    [JsonPropertyName("azureFile")]
    public V1AnySource? AzureFile { get; set; }

    [JsonPropertyName("cephfs")]
    public V1AnySource? Cephfs { get; set; }

    [JsonPropertyName("cinder")]
    public V1AnySource? Cinder { get; set; }

    [JsonPropertyName("configMap")]
    public V1ConfigMapVolumeSource? ConfigMap { get; set; }

    [JsonPropertyName("csi")]
    public V1AnySource? Csi { get; set; }

    [JsonPropertyName("downwardAPI")]
    public V1DownwardAPIVolumeSource? DownwardAPI { get; set; }

    [JsonPropertyName("emptyDir")]
    public V1EmptyDirVolumeSource? EmptyDir { get; set; }

    [JsonPropertyName("ephemeral")]
    public V1AnySource? Ephemeral { get; set; }

    [JsonPropertyName("fc")]
    public V1AnySource? Fc { get; set; }

    [JsonPropertyName("flexVolume")]
    public V1AnySource? FlexVolume { get; set; }

    [JsonPropertyName("flocker")]
    public V1AnySource? Flocker { get; set; }

    [JsonPropertyName("gcePersistentDisk")]
    public V1AnySource? GcePersistentDisk { get; set; }

    [JsonPropertyName("gitRepo")]
    public V1AnySource? GitRepo { get; set; }

    [JsonPropertyName("glusterfs")]
    public V1AnySource? Glusterfs { get; set; }

    [JsonPropertyName("hostPath")]
    public V1HostPathVolumeSource? HostPath { get; set; }

    [JsonPropertyName("image")]
    public V1AnySource? Image { get; set; }

    [JsonPropertyName("iscsi")]
    public V1AnySource? Iscsi { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("nfs")]
    public V1AnySource? Nfs { get; set; }

    [JsonPropertyName("persistentVolumeClaim")]
    public V1PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; set; }

    [JsonPropertyName("photonPersistentDisk")]
    public V1AnySource? PhotonPersistentDisk { get; set; }

    [JsonPropertyName("portworxVolume")]
    public V1AnySource? PortworxVolume { get; set; }

    [JsonPropertyName("projected")]
    public V1ProjectedVolumeSource? Projected { get; set; }

    [JsonPropertyName("quobyte")]
    public V1AnySource? Quobyte { get; set; }

    [JsonPropertyName("rbd")]
    public V1AnySource? Rbd { get; set; }

    [JsonPropertyName("scaleIO")]
    public V1AnySource? ScaleIO { get; set; }

    [JsonPropertyName("secret")]
    public V1SecretVolumeSource? Secret { get; set; }

    [JsonPropertyName("storageos")]
    public V1AnySource? Storageos { get; set; }

    [JsonPropertyName("vsphereVolume")]
    public V1AnySource? VsphereVolume { get; set; }
}

/// <summary>A source of which policies read only that it is there.</summary>
internal sealed class V1AnySource
{
    [JsonPropertyName("readOnly")]
    public bool? ReadOnly { get; set; }

    [JsonPropertyName("fsType")]
    public string? FsType { get; set; }

    [JsonPropertyName("driver")]
    public string? Driver { get; set; }
}

internal sealed class V1ConfigMapVolumeSource
{
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    [JsonPropertyName("items")]
    public IList<V1KeyToPath>? Items { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

internal sealed class V1SecretVolumeSource
{
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    [JsonPropertyName("items")]
    public IList<V1KeyToPath>? Items { get; set; }

    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }

    [JsonPropertyName("secretName")]
    public string? SecretName { get; set; }
}

internal sealed class V1KeyToPath
{
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    [JsonPropertyName("mode")]
    public int? Mode { get; set; }

    [JsonPropertyName("path")]
    public string? Path { get; set; }
}

internal sealed class V1DownwardAPIVolumeSource
{
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    [JsonPropertyName("items")]
    public IList<V1DownwardAPIVolumeFile>? Items { get; set; }
}

internal sealed class V1DownwardAPIVolumeFile
{
    [JsonPropertyName("fieldRef")]
    public V1ObjectFieldSelector? FieldRef { get; set; }

    [JsonPropertyName("mode")]
    public int? Mode { get; set; }

    [JsonPropertyName("path")]
    public string? Path { get; set; }
}

internal sealed class V1EmptyDirVolumeSource
{
    [JsonPropertyName("medium")]
    public string? Medium { get; set; }

    [JsonPropertyName("sizeLimit")]
    public ResourceQuantity? SizeLimit { get; set; }
}

internal sealed class V1HostPathVolumeSource
{
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    [JsonPropertyName("type")]
    public string? Type { get; set; }
}

internal sealed class V1PersistentVolumeClaimVolumeSource
{
    [JsonPropertyName("claimName")]
    public string? ClaimName { get; set; }

    [JsonPropertyName("readOnly")]
    public bool? ReadOnly { get; set; }
}

internal sealed class V1ProjectedVolumeSource
{
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    [JsonPropertyName("sources")]
    public IList<V1VolumeProjection>? Sources { get; set; }
}

internal sealed class V1VolumeProjection
{
    [JsonPropertyName("configMap")]
    public V1ConfigMapVolumeSource? ConfigMap { get; set; }

    [JsonPropertyName("downwardAPI")]
    public V1DownwardAPIVolumeSource? DownwardAPI { get; set; }

    [JsonPropertyName("secret")]
    public V1SecretVolumeSource? Secret { get; set; }

    [JsonPropertyName("serviceAccountToken")]
    public V1ServiceAccountTokenProjection? ServiceAccountToken { get; set; }
}

internal sealed class V1ServiceAccountTokenProjection
{
    [JsonPropertyName("audience")]
    public string? Audience { get; set; }

    [JsonPropertyName("expirationSeconds")]
    public long? ExpirationSeconds { get; set; }

    [JsonPropertyName("path")]
    public string? Path { get; set; }
}
