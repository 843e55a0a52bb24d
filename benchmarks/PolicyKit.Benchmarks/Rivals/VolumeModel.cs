using System.Text.Json.Serialization;

namespace PolicyKit.Benchmarks.Rivals;

/// <summary>A volume with every source that there is.</summary>
public sealed class V1Volume
{
    [JsonPropertyName("name")] public string? Name { get; set; }
    [JsonPropertyName("configMap")] public V1VolumeSource? ConfigMap { get; set; }
    [JsonPropertyName("csi")] public V1VolumeSource? Csi { get; set; }
    [JsonPropertyName("downwardAPI")] public V1VolumeSource? DownwardAPI { get; set; }
    [JsonPropertyName("emptyDir")] public V1VolumeSource? EmptyDir { get; set; }
    [JsonPropertyName("ephemeral")] public V1VolumeSource? Ephemeral { get; set; }
    [JsonPropertyName("image")] public V1VolumeSource? Image { get; set; }
    [JsonPropertyName("persistentVolumeClaim")] public V1VolumeSource? PersistentVolumeClaim { get; set; }
    [JsonPropertyName("projected")] public V1VolumeSource? Projected { get; set; }
    [JsonPropertyName("secret")] public V1VolumeSource? Secret { get; set; }
    [JsonPropertyName("hostPath")] public V1VolumeSource? HostPath { get; set; }
    [JsonPropertyName("gcePersistentDisk")] public V1VolumeSource? GcePersistentDisk { get; set; }
    [JsonPropertyName("awsElasticBlockStore")] public V1VolumeSource? AwsElasticBlockStore { get; set; }
    [JsonPropertyName("gitRepo")] public V1VolumeSource? GitRepo { get; set; }
    [JsonPropertyName("nfs")] public V1VolumeSource? Nfs { get; set; }
    [JsonPropertyName("iscsi")] public V1VolumeSource? Iscsi { get; set; }
    [JsonPropertyName("glusterfs")] public V1VolumeSource? Glusterfs { get; set; }
    [JsonPropertyName("rbd")] public V1VolumeSource? Rbd { get; set; }
    [JsonPropertyName("flexVolume")] public V1VolumeSource? FlexVolume { get; set; }
    [JsonPropertyName("cinder")] public V1VolumeSource? Cinder { get; set; }
    [JsonPropertyName("cephfs")] public V1VolumeSource? Cephfs { get; set; }
    [JsonPropertyName("flocker")] public V1VolumeSource? Flocker { get; set; }
    [JsonPropertyName("fc")] public V1VolumeSource? Fc { get; set; }
    [JsonPropertyName("azureFile")] public V1VolumeSource? AzureFile { get; set; }
    [JsonPropertyName("vsphereVolume")] public V1VolumeSource? VsphereVolume { get; set; }
    [JsonPropertyName("quobyte")] public V1VolumeSource? Quobyte { get; set; }
    [JsonPropertyName("azureDisk")] public V1VolumeSource? AzureDisk { get; set; }
    [JsonPropertyName("photonPersistentDisk")] public V1VolumeSource? PhotonPersistentDisk { get; set; }
    [JsonPropertyName("portworxVolume")] public V1VolumeSource? PortworxVolume { get; set; }
    [JsonPropertyName("scaleIO")] public V1VolumeSource? ScaleIO { get; set; }
    [JsonPropertyName("storageos")] public V1VolumeSource? Storageos { get; set; }
}

/// <summary>A source, of which only counts that it is there.</summary>
public sealed class V1VolumeSource;
