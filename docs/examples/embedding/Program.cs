using PolicyKit;
using PolicyKit.Diagnostics;
using PolicyKit.Kubernetes;
using PolicyKit.Syntax;

// Load and compile once: your own policies together with standard ones.
string file = Path.Combine(AppContext.BaseDirectory, "image_tag.policy");
SyntaxTree own = SyntaxTree.Parse(File.ReadAllText(file), "image_tag.policy");
EmitResult result = Compilation.Create([own, .. StandardPack.Trees], KubernetesDomain.Instance).Emit();
foreach (Diagnostic diagnostic in result.Diagnostics) Console.WriteLine(DiagnosticRenderer.Render(diagnostic));
if (!result.Success) return 2;
PolicyProgram program = StandardPack.Choose(result.Program, "pod_security/baseline");

// Judge an object given as UTF-8 JSON, as an API server sends it.
byte[] pod =
    """
    {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": {"name": "web", "namespace": "shop"},
      "spec": {
        "containers": [
          {"name": "web", "image": "web", "securityContext": {"privileged": true}}
        ]
      }
    }
    """u8.ToArray();
Decision decision = program.Evaluate(pod);
Console.WriteLine($"{decision.Outcome}: {decision.PoliciesMatched} policies are for this object");
foreach (Finding finding in decision.Findings)
{
    Console.WriteLine($"{finding.Level} ({finding.Severity}) {finding.PolicyId} at {finding.Path}: {finding.Message}");
}

// What is no object is an error, never an allow.
Decision broken = program.Evaluate("{\"kind\": \"Pod\""u8);
Console.WriteLine($"{broken.Outcome}: {broken.Errors[0].Message}");

// A stream is judged object by object, in the memory of one: NDJSON, a list, or what `kubectl get -o json` writes.
using var pods = new MemoryStream([.. "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": ["u8, .. pod, .. "]}\n{\"kind\": \"Pod\"\n"u8, .. "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\"}\n"u8]);
await foreach (StreamDecision each in program.EvaluateManyAsync(pods))
{
    Console.WriteLine(string.Join(": ", [$"line {each.Line}", $"{each.Decision.Outcome}", .. each.Decision.Errors.Select(e => e.Message)]));
}

// One program serves every thread, without locks.
int denied = 0;
Parallel.For(0, 10_000, _ =>
{
    if (program.Evaluate(pod).Outcome == Outcome.Deny) Interlocked.Increment(ref denied);
});
Console.WriteLine($"{denied} of 10000 evaluations on all threads denied");

// What an evaluation may cost has limits; these are for a webhook that must answer in time.
PolicyProgram hurried = program.WithLimits(new EvaluationLimits { Timeout = TimeSpan.FromSeconds(5), MaxSteps = 1_000_000 });
Console.WriteLine($"{hurried.Evaluate(pod).Outcome} within the limits");

// Policies that change are compiled in the background, and swapped by one reference write while others judge.
var host = new PolicyHost(hurried);
SyntaxTree changed = SyntaxTree.Parse(File.ReadAllText(file).Replace("deny", "warn", StringComparison.Ordinal), "image_tag.policy");
EmitResult reloaded = await host.ReloadAsync(Compilation.Create([changed], KubernetesDomain.Instance), p => p.WithLimits(new EvaluationLimits { MaxSteps = 1_000_000 }));
foreach (Diagnostic diagnostic in reloaded.Diagnostics) Console.WriteLine(DiagnosticRenderer.Render(diagnostic));
Console.WriteLine($"{host.Current.Evaluate(pod).Outcome} by the new policies");
return 0;
