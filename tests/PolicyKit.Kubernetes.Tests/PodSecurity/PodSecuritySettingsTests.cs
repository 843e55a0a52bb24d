using PolicyKit.Kubernetes.PodSecurity;
using PolicyKit.Kubernetes.Yaml;
using PolicyKit.Runtime;

namespace PolicyKit.Kubernetes.Tests.PodSecurity;

public sealed class PodSecuritySettingsTests
{
    public static TheoryData<string, string> Labels => CaseFile.Lines("pod_security/labels.txt");

    public static TheoryData<string, string> Versions => CaseFile.Lines("pod_security/versions.txt");

    public static TheoryData<string, string, string> Configurations => CaseFile.Blocks("pod_security/configurations.txt");

    [Theory]
    [MemberData(nameof(Labels))]
    public void Labels_say_what_pods_are_held_to(string source, string expected)
    {
        string[] parts = source.Split(" [");
        PodSecurityModes defaults = parts is [_, var given] ? ModesOf(given.TrimEnd(']')) : PodSecurityModes.Privileged;
        Value written = Parse($"labels: {parts[0]}\n").Member("labels");
        Value labels = written.Kind == ValueKind.Null ? written : Value.FromMembers([.. written.Members().Select(m => (LabelOf(m.Key.TextOrEmpty()), m.Value))]);
        var read = PodSecurityPolicyLabels.Read(labels, defaults);
        Assert.Equal(expected, string.Join("; ", read.Faults.Select(f => f.ToString()).Prepend(Print(read.Modes))));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_version_means_one_of_Kubernetes_and_prints_as_it_is_labelled(string source, string expected)
    {
        string[] operands = source.Split(" | ") is [var text, var server] ? [text, server] : [source.Split(" |")[0], ""];
        string got = PodSecurityVersion.TryParse(operands[0], out PodSecurityVersion version)
            ? $"{version.ToKubernetesVersion(PolicyInput.ParseKubernetesVersion(operands[1]))?.ToString() ?? "the newest"}, {version}"
            : "invalid";
        Assert.Equal(expected, got);
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void A_configuration_says_defaults(string title, string source, string expected)
    {
        Assert.NotEmpty(title);
        Assert.Equal(expected, Print(PodSecurityConfiguration.Read(Parse(source))));
    }

    private static PodSecurityModes ModesOf(string text)
    {
        PodSecurityLevelVersion[] each = [.. text.Split(' ').Select(PodSecurityStandardTests.Parse)];
        return new PodSecurityModes(each[0], each[1], each[2]);
    }

    private static string Print(PodSecurityModes modes) => $"{modes.Enforce} {modes.Audit} {modes.Warn}";

    private static string Print(PodSecurityConfiguration configuration) => string.Join("\n", [Print(configuration.Defaults), .. configuration.Faults.Select(f => f.ToString())]);

    private static string LabelOf(string name) => name == "other" ? name : PodSecurityPolicyLabels.Prefix + name;

    private static Value Parse(string yaml) => Assert.Single(DocumentReader.Read(yaml)).Document!.RawRoot;
}
