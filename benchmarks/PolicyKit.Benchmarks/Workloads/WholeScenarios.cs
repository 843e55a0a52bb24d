using PolicyKit.Kubernetes;
using PolicyKit.Kubernetes.Configuration;

namespace PolicyKit.Benchmarks.Workloads;

/// <summary>The standard pack by profile over a compliant Pod of 12 KB, beside <em>restricted</em> alone: without what lacks something to judge the Pod, and without what finds something in it.</summary>
internal static class WholeScenarios
{
    public const string Group = "whole";
    public const string Restricted = "whole-restricted";
    public const string Default = "whole-default";
    public const string ZeroTrust = "whole-zero-trust";

    public static IEnumerable<Scenario> Prepare()
    {
        byte[] pod = SamplePods.Stored;
        return
        [
            Of(Restricted, StandardPack.Compile(Profile.Find("restricted")!), pod),
            Of(Default, StandardPack.Compile(Profile.Default), pod),
            Of(ZeroTrust, StandardPack.Compile(Profile.Find("zero-trust")!), pod),
        ];
    }

    private static Scenario Of(string name, PolicyProgram program, byte[] pod)
    {
        Decision decision = program.Evaluate(pod);
        HashSet<string> spoken = [.. decision.Findings.Select(f => f.PolicyId), .. decision.NotJudged.Select(n => n.PolicyId)];
        PolicyProgram silent = program.Where(policy => !spoken.Contains(policy.Id));
        silent.Warm();
        if (silent.Evaluate(pod) is not { Outcome: Outcome.Allow, NotJudged.IsEmpty: true }) throw new InvalidOperationException($"{name}: the Pod is not simply allowed");
        return new Scenario(name, () => silent.Evaluate(pod).PoliciesMatched);
    }
}
