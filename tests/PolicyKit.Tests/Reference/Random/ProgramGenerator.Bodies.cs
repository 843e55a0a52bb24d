namespace PolicyKit.Tests.Reference.Random;

internal sealed partial class ProgramGenerator
{
    /// <summary>Literals: one a line, or all in one line when there is no indentation.</summary>
    private string Body(int count, string? indentation)
    {
        List<string> literals = [.. Enumerable.Range(0, count).Select(_ => EndedLiteral())];
        // What declares nothing may stand in any order.
        if (Chance(30) && !literals.Exists(l => l.Contains(":=", StringComparison.Ordinal) || l.StartsWith("some ", StringComparison.Ordinal))) _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(literals));
        return string.Join(indentation is null ? "; " : "\n", literals.Select(l => indentation + l));
    }

    private string EndedLiteral()
    {
        string literal = Literal();
        EndLiteral();
        return literal;
    }

    private string Literal() => Pick(
        (16, () => Some()),
        (4, Unification),
        (3, Assignment),
        (4, () => Test(1)),
        (1, () => Term(2)),
        (1, () => $"{NewVariable()} = {Variable()}"),
        (1, CallStatement),
        (1, () => $"walk({Term(1)}, [{Pattern(1)}, {Pattern(1)}])"),
        (2, () => Closed(() => $"not {Pick((2, () => Test(1)), (2, () => Ref(1)), (1, () => Call(1)))}")),
        (_nesting < 2 ? 2 : 0, Every)) + With();

    private string Test(int depth) => Pick(
        (4, () => $"{Term(depth)} {OneOf("==", "==", "!=", "!=", "!=", "<", "<=", ">", ">=")} {Term(depth)}"),
        (2, () => $"{Term(depth)} in {Collection(depth)}"),
        (2, () => $"{Variable()} in [{Term(0)}, {Variable()}]"),
        (2, () => $"{Variable()} != {Scalar()}"),
        (1, () => $"{Term(0)}, {Term(0)} in {Collection(depth)}"));

    /// <summary>A call that names its result as one more argument.</summary>
    private string CallStatement()
    {
        string call = Call(0);
        return $"{call[..^1]}, {Pattern(1)})";
    }

    private string Some()
    {
        string collection = Collection(1);
        EndLiteral();
        _declares = true;
        string text = Chance(50) ? $"some {Pattern(1)} in {collection}" : $"some {NewVariable()}, {Pattern(1)} in {collection}";
        _declares = false;
        return text;
    }

    private string Unification() => Pick(
        (3, () => $"{Pattern(2)} = {Term(2)}"),
        (1, () => $"{Term(2)} = {Pattern(2)}"),
        (2, () => $"[{Pattern(1)}, {Term(1)}] = [{Term(1)}, {Pattern(1)}]"),
        (1, () => $"{{\"a\": {Pattern(1)}, \"b\": {Term(1)}}} = {{\"b\": {Pattern(1)}, \"a\": {Term(1)}}}"));

    private string Assignment()
    {
        string value = Term(2);
        return $"{Pick((4, NewVariable), (1, () => $"[{NewVariable()}, {NewVariable()}]"), (1, () => $"{{\"a\": {NewVariable()}}}"))} := {value}";
    }

    private string Every()
    {
        string domain = Closed(() => Collection(1));
        string[] outer = [.. _variables];
        string[] pending = [.. _pending];
        _pending.Clear();
        string variables = Chance(50) ? NewVariable() : $"{NewVariable()}, {NewVariable()}";
        EndLiteral();
        _nesting++;
        string body = Body(1 + _random.Next(2), null);
        _nesting--;
        _variables = [.. outer];
        _pending.AddRange(pending);
        return $"every {variables} in {domain} {{ {body} }}";
    }

    private string With()
    {
        string modifiers = "";
        while (Chance(12)) modifiers += $" with {Closed(Replacement)}";
        return modifiers;
    }

    private string Replacement()
    {
        if (Chance(40))
        {
            (string name, int arity) = OneOf(_functions);
            (string Name, int Arity)[] same = [.. _functions.Where(f => f.Arity == arity)];
            return $"{name} as {(Chance(70) ? OneOf(same).Name : Term(0))}";
        }
        string target = Pick(
            (2, () => "input"), (3, () => $"input.{OneOf(s_names)}"), (1, () => "input.a.b"), (2, () => $"data.base.{OneOf(s_names)}"), (1, () => "data.p0.x"),
            (_rules.Count > 0 ? 5 : 0, () => OneOf(_rules).Name), (_packages.Count > 0 ? 1 : 0, () => $"data.{OneOf(_packages)}"));
        return $"{target} as {Term(1)}";
    }

    /// <summary>Makes what may not give variables values.</summary>
    private string Closed(Func<string> make)
    {
        (bool mayRange, _mayRange) = (_mayRange, false);
        string text = make();
        _mayRange = mayRange;
        return text;
    }
}
