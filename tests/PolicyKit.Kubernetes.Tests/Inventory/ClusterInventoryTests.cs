using PolicyKit.Kubernetes.Inventory;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Inventory;

public sealed class ClusterInventoryTests
{
    private const string Objects = """
        {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: a}}}
        ---
        {apiVersion: extensions/v1beta1, kind: NetworkPolicy, metadata: {name: deny, namespace: shop}}
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: allow, namespace: shop}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {a: 1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {a: 2}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {generateName: job-}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {generateName: job-, namespace: other}}
        """;

    private static readonly List<Manifest> Manifests = Load(Objects);

    [Fact]
    public void Policies_look_up_by_version_kind_namespace_and_name()
    {
        var root = ClusterInventory.Build(Manifests).Root;
        Assert.Equal("a", root.Member("v1", "Namespace", "", "shop", "metadata", "labels", "team").TextOrEmpty());
        Assert.Equal(["allow", "deny"], root.Member("networking.k8s.io/v1", "NetworkPolicy", "shop").Members().Select(member => member.Key.TextOrEmpty()));
        Assert.True(root.Member("extensions/v1beta1").IsUndefined);
        Assert.Equal(["job-(1)", "web"], root.Member("v1", "Pod", "").Members().Select(member => member.Key.TextOrEmpty()));
    }

    [Fact]
    public void Of_two_objects_with_one_name_the_later_counts()
    {
        var inventory = ClusterInventory.Build(Manifests);
        Assert.Equal("""{"a":2}""", inventory.Find("v1", "Pod", "", "web")!.Root.Member("spec").ToJson());
        Assert.Equal(6, inventory.Count);
    }

    [Fact]
    public void Objects_are_found_under_either_version()
    {
        var inventory = ClusterInventory.Build(Manifests);
        Assert.Equal("deny", inventory.Find("networking.k8s.io/v1", "NetworkPolicy", "shop", "deny")!.Name);
        Assert.Equal(["allow", "deny"], inventory.FindAll("extensions/v1beta1", "NetworkPolicy", "shop").Select(manifest => manifest.Name));
        Assert.Null(inventory.Find("v1", "Pod", "shop", "web"));
    }

    [Fact]
    public void Absence_means_something_where_the_namespace_is_among_the_files()
    {
        var inventory = ClusterInventory.Build(Manifests);
        Assert.True(inventory.IsComplete("NetworkPolicy", "shop"));
        Assert.False(inventory.IsComplete("NetworkPolicy", "other"));
        Assert.False(inventory.IsComplete("NetworkPolicy", ""));
        Assert.False(inventory.IsComplete("ClusterRole", "shop"));
        Assert.True(ClusterInventory.Build([], complete: true).IsComplete("ClusterRole", ""));
        Assert.False(ClusterInventory.Empty.IsComplete("Pod", "shop"));
    }

    [Fact]
    public void An_object_has_its_namespace_object()
    {
        var inventory = ClusterInventory.Build(Manifests);
        Assert.Equal("shop", inventory.NamespaceOf(Manifests[1])!.Name);
        Assert.Null(inventory.NamespaceOf(Manifests[0]));
        Assert.Null(inventory.NamespaceOf(Manifests[^1]));
    }

    [Fact]
    public void Objects_keep_their_document_and_positions()
    {
        var found = ClusterInventory.Build(Manifests).Root.Member("networking.k8s.io/v1", "NetworkPolicy", "shop", "allow", "metadata", "name");
        Assert.Equal("5:68", Manifests[2].Document.GetPosition(found).ToString());
    }

    private static List<Manifest> Load(string text)
    {
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return [.. new ManifestLoader(new ManifestOptions { StandardInput = input }).Load(["-"]).SelectMany(file => file.Manifests)];
    }
}
