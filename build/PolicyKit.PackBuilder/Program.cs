using PolicyKit;
using PolicyKit.Kubernetes;
using PolicyKit.Syntax;

if (args is not [var folder, var output])
{
    Console.Error.WriteLine("usage: PolicyKit.PackBuilder FOLDER FILE");
    return 2;
}
(string File, string Name)[] files =
[
    .. Directory.EnumerateFiles(folder, "*.policy", SearchOption.AllDirectories)
        .Select(file => (file, Path.GetRelativePath(folder, file).Replace('\\', '/')))
        .OrderBy(f => f.Item2, StringComparer.Ordinal),
];
EmitResult result = Compilation.Create(files.Select(f => SyntaxTree.Parse(File.ReadAllText(f.File), StandardTexts.PathOf(f.Name))), KubernetesDomain.Instance).Emit();
foreach (var diagnostic in result.Diagnostics) Console.Error.WriteLine(diagnostic);
if (!result.Success) return 1;
using FileStream pack = File.Create(output);
result.Program.Save(pack, withTexts: false);
return 0;
