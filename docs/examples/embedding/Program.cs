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

// One program serves every thread, without locks.
int denied = 0;
Parallel.For(0, 10_000, _ =>
{
    if (program.Evaluate(pod).Outcome == Outcome.Deny) Interlocked.Increment(ref denied);
});
Console.WriteLine($"{denied} of 10000 evaluations on all threads denied");
return 0;
