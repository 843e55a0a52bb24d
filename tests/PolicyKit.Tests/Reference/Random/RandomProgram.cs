namespace PolicyKit.Tests.Reference.Random;

/// <summary>Modules with the documents that they are evaluated over.</summary>
internal sealed record RandomProgram(string[] Modules, string Input, string Data)
{
    public override string ToString() => $"{string.Join("\n\n", Modules)}\n\n# input: {Input}\n# data: {Data}";
}
