using System.CommandLine;

namespace PolicyKit.Conformance.Pss;

/// <summary><c>pss DIR</c>: the upstream fixtures of the Pod Security Standards.</summary>
internal static class PssCommand
{
    public static Command Create()
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "Folder with expected.jsonl and the manifests that it names." }.AcceptExistingOnly();
        directory.Validators.Add(result =>
        {
            if (result.GetValue(directory) is { Exists: true } corpus && !File.Exists(Path.Combine(corpus.FullName, PssFixture.ListName)))
            {
                result.AddError($"there is no {PssFixture.ListName} in `{corpus}`");
            }
        });
        var filter = new Option<string?>("--filter") { Description = "Only the manifests whose path contains this text." };
        var command = new Command("pss", "Hold the policies of pod_security against the API server's own checks.") { directory, filter };
        command.SetAction(parsed =>
        {
            DirectoryInfo corpus = parsed.GetRequiredValue(directory);
            PssFixture[] fixtures = [.. PssFixture.Read(corpus).Where(f => parsed.GetValue(filter) is not { } text || f.File.Contains(text, StringComparison.Ordinal))];
            return CaseRun.Run(fixtures, f => f.File, new PssRunner(corpus).Run, Console.Out);
        });
        return command;
    }
}
