using System.Text;
using PolicyKit.Kubernetes.Manifests;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.Manifests;

public sealed class ManifestLoaderTests : IDisposable
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_are_read_in_ordinal_order_and_only_yaml_and_json()
    {
        foreach (string name in (string[])["b.yml", "a/z.yaml", "a.yaml", "B.json", "c.txt", "a/b/c.yaml", "Makefile"]) _folder.Write(name, Pod);
        Assert.Equal(["B.json", "a/b/c.yaml", "a/z.yaml", "a.yaml", "b.yml"], Found());
    }

    [Fact]
    public void Paths_keep_the_order_given_and_any_extension_may_be_named()
    {
        string b = _folder.Write("b", Pod), a = _folder.Write("a.txt", Pod);
        Assert.Equal([b, a], new ManifestLoader().Load([b, a]).Select(file => Assert.Single(file.Manifests).Path));
    }

    [Fact]
    public void Ignored_files_are_left_out()
    {
        foreach (string name in (string[])[".git/x.yaml", "node_modules/m/x.yaml", "a/vendor/x.yaml", "a/keep.yaml", "gen/deep/x.yaml", "gen/keep.yaml", "top.yaml", "a/top.yaml"]) _folder.Write(name, Pod);
        _folder.Write(".policykitignore", "# generated\nvendor/\ngen/**\n!gen/keep.yaml\n/top.yaml\n");
        Assert.Equal(["a/keep.yaml", "a/top.yaml", "gen/keep.yaml"], Found());
        Assert.Equal(["a/top.yaml"], Found(new ManifestOptions { Ignore = ["*ee?.yaml"] }));
    }

    [Fact]
    public void Links_that_lead_back_end()
    {
        _folder.Write("a/x.yaml", Pod);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "a", "loop"), _folder.Path);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "self"), Path.Combine(_folder.Path, "self"));
        Assert.Equal(["a/x.yaml"], Found());
    }

    [Fact]
    public void A_link_that_leads_nowhere_says_where()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "a.yaml"), "gone.yaml");

        foreach (string path in (string[])[folder.Path, Path.Combine(folder.Path, "a.yaml")])
        {
            Assert.Equal("this file cannot be read: it is a link to `gone.yaml`, which does not exist", Assert.Single(Assert.Single(new ManifestLoader().Load([path])).Problems).Message);
        }
    }

    [Fact]
    public void Pipes_and_devices_in_folders_are_skipped_instead_of_waited_for()
    {
        if (OperatingSystem.IsWindows()) return;
        _folder.Write("pod.yaml", Pod);
        _folder.Write("empty.yaml", "");
        _folder.WritePipe("pipe.yaml");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.yaml"), "pipe.yaml");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "device.json"), "/dev/zero");

        ManifestFile[] files = [.. new ManifestLoader().Load([_folder.Path])];

        Assert.All(files, file => Assert.Empty(file.Problems));
        Assert.Equal(["device.json", "link.yaml", "pipe.yaml"], files.Where(file => file.Skipped is { Reason: "a pipe or a device, which is no file" }).Select(file => Path.GetFileName(file.Path)));
        Assert.Single(files.SelectMany(file => file.Manifests));
    }

    [Fact]
    public void What_cannot_be_read_is_a_problem_and_the_rest_is_read()
    {
        string missing = Path.Combine(_folder.Path, "none.yaml"), binary = Path.Combine(_folder.Path, "b.yaml"), large = _folder.Write("l.yaml", Pod + "# " + new string('x', 200));
        File.WriteAllBytes(binary, [0x7F, 0x45, 0x4C, 0x46, 0, 0]);
        string good = _folder.Write("good.yaml", Pod);
        var files = new ManifestLoader(new ManifestOptions { MaxFileBytes = 100 }).Load([missing, binary, large, good]).ToList();
        Assert.Equal(
            ["there is no such file or folder", "this is a binary file, not YAML or JSON", "this file is larger than 100 bytes"],
            files.SelectMany(file => file.Problems).Select(problem => problem.Message));
        Assert.Single(files[3].Manifests);
    }

    [Fact]
    public void Standard_input_is_read_in_its_place()
    {
        string other = _folder.Write("a.yaml", Pod);
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(Pod.Replace("web", "piped", StringComparison.Ordinal)));
        var files = new ManifestLoader(new ManifestOptions { StandardInput = input }).Load(["-", other]).ToList();
        Assert.Equal([("stdin", "piped"), (other, "web")], files.Select(file => (file.Path, Assert.Single(file.Manifests).Name)));
    }

    [Fact]
    public void Templates_of_a_chart_name_the_command_that_renders_them()
    {
        _folder.Write("web/Chart.yaml", "apiVersion: v2\nname: web\n");
        _folder.Write("web/values.yaml", "a: 1\n");
        _folder.Write("web/templates/pod.yaml", Pod.Replace("web", "'{{ .Release.Name }}'", StringComparison.Ordinal));
        _folder.Write("web/templates/plain.yaml", Pod);
        _folder.Write("web/crds/x.yaml", Pod);
        var files = new ManifestLoader().Load([_folder.Path]).ToDictionary(file => Relative(file.Path));
        Assert.Equal("Helm chart description", files["web/Chart.yaml"].Skipped!.Reason);
        Assert.Equal("Helm values", files["web/values.yaml"].Skipped!.Reason);
        Assert.Equal($"helm template {Path.Combine(_folder.Path, "web")}", files["web/templates/pod.yaml"].Skipped!.Command);
        Assert.Single(files["web/templates/plain.yaml"].Manifests);
        Assert.Single(files["web/crds/x.yaml"].Manifests);
    }

    [Fact]
    public void Patches_that_a_kustomization_names_are_skipped()
    {
        _folder.Write("k/kustomization.yaml", "resources: [pod.yaml]\npatches:\n- path: p1.yaml\n- patch: |-\n    kind: Pod\npatchesStrategicMerge: [sub/p2.yaml]\npatchesJson6902: [{path: ops.yaml}]\n");
        _folder.Write("k/pod.yaml", Pod);
        _folder.Write("k/p1.yaml", Pod);
        _folder.Write("k/sub/p2.yaml", Pod);
        _folder.Write("k/ops.yaml", "- {op: remove, path: /spec}\n");
        var files = new ManifestLoader().Load([_folder.Path]).ToDictionary(file => Relative(file.Path));
        Assert.Equal("kustomization", files["k/kustomization.yaml"].Skipped!.Reason);
        Assert.Single(files["k/pod.yaml"].Manifests);
        foreach (string patch in (string[])["k/p1.yaml", "k/sub/p2.yaml", "k/ops.yaml"])
        {
            Assert.Equal(new SkippedFile(files[patch].Path, "kustomize patch", $"kubectl kustomize {Path.Combine(_folder.Path, "k")}"), files[patch].Skipped);
        }
    }

    [Fact]
    public void A_namespace_is_given_to_namespaced_objects_that_state_none()
    {
        string path = _folder.Write("a.yaml", """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              labels: {a: b}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: v1
            kind: ConfigMapList
            items:
            - data: {a: null}
            - metadata: {namespace: ""}
            ---
            apiVersion: example.com/v1
            kind: Custom
            metadata: {name: x}
            """);
        var manifests = Assert.Single(new ManifestLoader(new ManifestOptions { Namespace = "prod" }).Load([path])).Manifests;
        Assert.Equal(["prod", "", "prod", "prod", ""], manifests.Select(manifest => manifest.Namespace));
        Assert.Equal("""{"apiVersion":"v1","kind":"Pod","metadata":{"labels":{"a":"b"},"name":"web","namespace":"prod"}}""", manifests[0].Root.ToJson());
        Assert.Equal("5:3", manifests[0].Document.GetPosition("metadata.labels").ToString());
        Assert.Equal("5:12", manifests[0].Document.GetPosition("metadata.labels.a").ToString());
        Assert.Equal("14:10", manifests[2].Document.GetPosition("items[0].data.a").ToString());
        Assert.Equal("15:3", manifests[3].Position.ToString());
    }

    [Fact]
    public void Another_namespace_than_the_one_given_is_a_problem()
    {
        string path = _folder.Write("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: shop\n");
        var file = Assert.Single(new ManifestLoader(new ManifestOptions { Namespace = "prod" }).Load([path]));
        Assert.Empty(file.Manifests);
        var problem = Assert.Single(file.Problems);
        Assert.Equal("5:3", problem.Position.ToString());
        Assert.Equal("the namespace `shop` of Pod `web` is not the `prod` of --namespace", problem.Message);
        Assert.Single(Assert.Single(new ManifestLoader(new ManifestOptions { Namespace = "shop" }).Load([path])).Manifests);
    }

    [Fact]
    public void Reading_is_lazy()
    {
        string first = _folder.Write("a.yaml", Pod), second = _folder.Write("b.yaml", Pod);
        using var files = new ManifestLoader().Load([_folder.Path]).GetEnumerator();
        Assert.True(files.MoveNext());
        Assert.Equal(first, files.Current.Path);
        File.WriteAllText(second, Pod.Replace("web", "changed", StringComparison.Ordinal));
        Assert.True(files.MoveNext());
        Assert.Equal("changed", Assert.Single(files.Current.Manifests).Name);
    }

    [Fact]
    public void Null_members_are_undefined_in_the_object()
    {
        string path = _folder.Write("a.yaml", Pod + "spec: {hostPID: null, hostIPC: ~}\n");
        var manifest = Assert.Single(Assert.Single(new ManifestLoader().Load([path])).Manifests);
        Assert.Equal(0, manifest.Root.Member("spec").Count);
        Assert.True(manifest.Root.Member("spec", "hostPID").IsUndefined);
    }

    private IEnumerable<string> Found(ManifestOptions? options = null) =>
        new ManifestLoader(options ?? new ManifestOptions()).Find([_folder.Path]).Select(source => Relative(source.Path));

    private string Relative(string path) => Path.GetRelativePath(_folder.Path, path).Replace('\\', '/');
}
