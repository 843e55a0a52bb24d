namespace PolicyKit.Planning;

/// <summary>Where the queries of screens look, so that those which go over the same can be put into one delegate.</summary>
internal sealed class ScreenOrder
{
    private readonly Dictionary<PlanLocal, string> _paths = [];
    private string _last = "";

    /// <summary>The path of the innermost collection that a query goes over first, or of what it reads first.</summary>
    public static string PathOf(PlanBlock query)
    {
        var order = new ScreenOrder();
        order.Follow(query);
        return order._last;
    }

    private void Follow(PlanBlock block)
    {
        foreach (PlanStep step in block.Steps)
        {
            switch (step)
            {
                case DocumentStep document:
                    Know(document.Result, $"{document.Document}");
                    break;
                case MemberStep { Source.Local: { } source } member:
                    Know(member.Result, $"{PathOf(source)}/{member.Key}");
                    break;
                case BuiltinStep { Builtin.Name: "object.get", Arguments: [{ Local: { } source }, { IsConstant: true, Constant: var path }, ..] } get when ConstantPath.Of(path) is { } names:
                    Know(get.Result, $"{PathOf(source)}/{string.Join('/', names)}");
                    break;
                case ScanStep { Source.Local: { } source } scan when _paths.TryGetValue(source, out string? path):
                    _last = $"{path}/*";
                    if (scan.Element is { } element) _paths[element] = _last;
                    Follow(scan.Body);
                    break;
            }
        }
    }

    private void Know(PlanLocal local, string path)
    {
        _paths[local] = path;
        if (_last.Length == 0) _last = path;
    }

    private string PathOf(PlanLocal local) => _paths.GetValueOrDefault(local, "");
}
