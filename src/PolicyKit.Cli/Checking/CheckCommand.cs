using System.CommandLine;
using PolicyKit.Cli.Fixing;
using PolicyKit.Cli.Policies;
using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Configuration;
using PolicyKit.Kubernetes.PodSecurity;

namespace PolicyKit.Cli.Checking;

/// <summary>The syntax of <c>policykit check</c>.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal, CancellationToken cancellationToken)
    {
        var paths = new Argument<string[]>("path") { Description = "files, folders, or - for standard input", Arity = ArgumentArity.OneOrMore, HelpName = "PATH" };
        Option<string[]> packs = CommonOptions.List("--pack", "NAME", $"only these standard packs; {StandardPack.NoPack} for none of them (default: all, as the profile has them)");
        Option<string> policyProfile = CommonOptions.Word("--policy-profile", "NAME", "what becomes of the findings of the standard policies", [.. Profile.Names]);
        Option<string[]> policies = CommonOptions.List("--policy", "PATH", "a .policy or .rego file, a Gatekeeper template or constraint in YAML, or a folder of them, or a .pkp file that build wrote, to judge by as well");
        Option<string> output = CommonOptions.Choice("--output", "FORMAT", "how the result is written", "text", "json", "sarif", "junit", "github");
        Option<string> failOn = CommonOptions.Choice("--fail-on", "WHAT", "exit 1 at a finding of this level, or of at least this severity", [.. FailOn.All.Select(f => f.Name)]);
        var @namespace = new Option<string?>("--namespace", "-n") { Description = "the namespace of objects that name none", HelpName = "NAME" };
        @namespace.Validators.Add(result =>
        {
            if (result.Tokens is [.., { Value: var name }] && !IsNamespace(name)) result.AddError($"`{name}` is no name of a namespace: lower-case letters, digits and `-`, at most 63");
        });
        var complete = new Option<bool>("--complete") { Description = "the files hold all there is: what is not in them does not exist" };
        var version = new Option<string?>("--kubernetes-version") { Description = "the version of Kubernetes judged against, such as 1.30, or latest (default: the newest)", HelpName = "VERSION" };
        version.Validators.Add(result =>
        {
            string text = result.Tokens is [.., var last] ? last.Value : "";
            if (PodSecurityStandard.ParseVersion(text) is null) result.AddError($"`{text}` is no version of Kubernetes such as 1.30");
        });
        Option<string[]> ignore = CommonOptions.List("--ignore", "GLOB", "paths to leave out, such as '**/testdata/**'");
        var profile = new Option<bool>("--profile") { Description = "tell what each policy costs: time, steps, objects, findings" };
        Option<bool> noColour = CommonOptions.NoColour();
        var command = new Command("check", "Judges manifests: Kubernetes objects in YAML and JSON files.")
        {
            paths, packs, policyProfile, policies, output, failOn, @namespace, complete, version, ignore, profile, noColour,
        };
        Func<ParseResult, RegoOptions> rego = RegoOptions.AddTo(command);
        Func<ParseResult, ProjectFile> project = ProjectFile.AddTo(command);
        Func<ParseResult, EvaluationLimits> limits = LimitOptions.AddTo(command, "an object");
        Func<ParseResult, FixOptions> fix = FixOptions.AddTo(command);
        CommonOptions.RefuseUnknown(paths, command);
        command.SetAction(parsed =>
        {
            var settings = new CheckSettings(
                [.. parsed.GetValue(paths) ?? []],
                CommonOptions.Split(parsed.GetValue(packs)),
                [.. parsed.GetValue(policies) ?? []],
                rego(parsed),
                Enum.Parse<OutputFormat>(parsed.GetRequiredValue(output), ignoreCase: true),
                FailOn.Parse(parsed.GetRequiredValue(failOn)),
                parsed.GetValue(@namespace),
                parsed.GetValue(complete),
                [.. parsed.GetValue(ignore) ?? []],
                limits(parsed),
                parsed.GetValue(profile),
                fix(parsed),
                parsed.GetValue(noColour))
            { Project = project(parsed), AskedVersion = PodSecurityStandard.ParseVersion(parsed.GetValue(version) ?? ""), Profile = Profile.Find(parsed.GetValue(policyProfile) ?? "") };
            return CheckRun.Run(settings, terminal, cancellationToken);
        });
        return command;
    }

    /// <summary>A label of RFC 1123, as the API server asks for.</summary>
    private static bool IsNamespace(string name) =>
        name.Length is > 0 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && name[0] != '-' && name[^1] != '-';
}
