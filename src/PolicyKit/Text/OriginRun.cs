namespace PolicyKit.Text;

/// <summary>Characters of an embedded text that stand side by side in the text around it.</summary>
/// <param name="Start">Position of the first one in the embedded text.</param>
/// <param name="Origin">Its position in the text around.</param>
/// <param name="Length">How many there are; those after them, up to the next run, all stand where the run ends.</param>
public readonly record struct OriginRun(int Start, int Origin, int Length);
