using Sprache;

namespace PolicyKit.Syntax.Parsing;

/// <summary>
/// Combinators over token positions. They compose with Sprache's own; unlike those they record what was expected at the furthest position, so that a diagnostic
/// blames the token that is wrong and not the start of the statement.
/// </summary>
internal static class Combinators
{
    /// <summary>One token of a kind.</summary>
    public static Parser<SyntaxToken> Token(SyntaxKind kind) => Token(k => k == kind, $"`{SyntaxFacts.GetText(kind)}`");

    /// <summary>One token of a kind that fits.</summary>
    public static Parser<SyntaxToken> Token(Predicate<SyntaxKind> fits, string expected) => input =>
    {
        var at = (TokenInput)input;
        return !at.AtEnd && fits(at.Kind) ? new Success<SyntaxToken>(at.Token, at.Next) : Outcome.Failure<SyntaxToken>(at, expected);
    };

    /// <summary>The token, or none when another kind stands here; never fails.</summary>
    public static Parser<SyntaxToken> OptionalToken(SyntaxKind kind) => input =>
    {
        var at = (TokenInput)input;
        return !at.AtEnd && at.Kind == kind ? new Success<SyntaxToken>(at.Token, at.Next) : new Success<SyntaxToken>(default, at);
    };

    /// <summary>A parser that is looked up when it first runs: for rules that refer to each other.</summary>
    public static Parser<T> Defer<T>(Func<Parser<T>> parser)
    {
        Parser<T>? found = null;
        return input => (found ??= parser())(input);
    }

    /// <summary>The parser when the token here fits, else nothing; once chosen it must succeed.</summary>
    public static Parser<T?> When<T>(Predicate<TokenInput> fits, Parser<T> parser)
        where T : class => input => fits((TokenInput)input) ? parser(input) : Outcome.Success<T?>(null, input);

    /// <summary>The parser when the token here is of the kind, else nothing; once chosen it must succeed.</summary>
    public static Parser<T?> When<T>(SyntaxKind kind, Parser<T> parser)
        where T : class => When(at => at.Kind == kind, parser);

    /// <summary>As many as there are while the token here fits; once chosen each must succeed.</summary>
    public static Parser<IReadOnlyList<T>> ManyWhile<T>(Predicate<TokenInput> fits, Parser<T> parser) => input =>
    {
        List<T>? items = null;
        while (fits((TokenInput)input))
        {
            IResult<T> item = parser(input);
            if (!item.WasSuccessful) return Outcome.Failure<IReadOnlyList<T>>(item.Remainder);
            (items ??= new List<T>(2)).Add(item.Value);
            input = item.Remainder;
        }
        return Outcome.Success<IReadOnlyList<T>>(items is null ? [] : items, input);
    };

    /// <summary>Items with commas between them up to, not including, the closing token; a comma may trail.</summary>
    public static Parser<SeparatedList<T>> CommaList<T>(Parser<T> item, SyntaxKind close)
        where T : SyntaxNode => input => CommaListFrom(null, item, close, (TokenInput)input);

    /// <summary>The rest of a comma list whose first item may be parsed already.</summary>
    public static IResult<SeparatedList<T>> CommaListFrom<T>(T? first, Parser<T> item, SyntaxKind close, TokenInput at)
        where T : SyntaxNode
    {
        if (first is null && at.Kind == close) return new Success<SeparatedList<T>>(SeparatedList<T>.Empty, at);
        var items = new List<T>(4);
        List<SyntaxToken>? commas = null;
        if (first is not null) items.Add(first);
        while (true)
        {
            if (first is null)
            {
                IResult<T> next = item(at);
                if (!next.WasSuccessful) return Outcome.Failure<SeparatedList<T>>(next.Remainder);
                items.Add(next.Value);
                at = (TokenInput)next.Remainder;
            }
            first = null;
            if (at.Kind == SyntaxKind.CommaToken && !at.AtEnd)
            {
                (commas ??= new List<SyntaxToken>(4)).Add(at.Token);
                at = at.Next;
                if (at.Kind != close) continue;
            }
            else at.State.Expect(at.Position, "`,`");
            return new Success<SeparatedList<T>>(new SeparatedList<T>(items, commas is null ? [] : commas), at);
        }
    }

    /// <summary>Chooses a parser by the kind of the token here.</summary>
    public static Parser<T> Choose<T>(string expected, params (Predicate<SyntaxKind> Fits, Parser<T> Parser)[] alternatives)
    {
        var table = new Parser<T>?[256];
        for (int kind = 0; kind < table.Length; kind++)
        {
            table[kind] = Array.Find(alternatives, a => a.Fits((SyntaxKind)kind)).Parser;
        }
        return input =>
        {
            var at = (TokenInput)input;
            return !at.AtEnd && table[(int)at.Kind] is { } parser ? parser(input) : Outcome.Failure<T>(at, expected);
        };
    }

    /// <summary>Two parts in a row.</summary>
    public static Parser<TResult> Seq<T1, T2, TResult>(Parser<T1> p1, Parser<T2> p2, Func<T1, T2, TResult> build) => input =>
    {
        IResult<T1> r1 = p1(input);
        if (!r1.WasSuccessful) return Outcome.Failure<TResult>(r1.Remainder);
        IResult<T2> r2 = p2(r1.Remainder);
        return r2.WasSuccessful ? Outcome.Success(build(r1.Value, r2.Value), r2.Remainder) : Outcome.Failure<TResult>(r2.Remainder);
    };

    /// <summary>Three parts in a row.</summary>
    public static Parser<TResult> Seq<T1, T2, T3, TResult>(Parser<T1> p1, Parser<T2> p2, Parser<T3> p3, Func<T1, T2, T3, TResult> build) => input =>
    {
        IResult<T1> r1 = p1(input);
        if (!r1.WasSuccessful) return Outcome.Failure<TResult>(r1.Remainder);
        IResult<T2> r2 = p2(r1.Remainder);
        if (!r2.WasSuccessful) return Outcome.Failure<TResult>(r2.Remainder);
        IResult<T3> r3 = p3(r2.Remainder);
        return r3.WasSuccessful ? Outcome.Success(build(r1.Value, r2.Value, r3.Value), r3.Remainder) : Outcome.Failure<TResult>(r3.Remainder);
    };

    /// <summary>Four parts in a row.</summary>
    public static Parser<TResult> Seq<T1, T2, T3, T4, TResult>(Parser<T1> p1, Parser<T2> p2, Parser<T3> p3, Parser<T4> p4, Func<T1, T2, T3, T4, TResult> build) =>
        Seq(Seq(p1, p2, (a, b) => (a, b)), p3, p4, (ab, c, d) => build(ab.a, ab.b, c, d));

    /// <summary>The value of a part, turned into something else.</summary>
    public static Parser<TResult> Map<T, TResult>(this Parser<T> parser, Func<T, TResult> build) => input =>
    {
        IResult<T> result = parser(input);
        return result.WasSuccessful ? Outcome.Success(build(result.Value), result.Remainder) : Outcome.Failure<TResult>(result.Remainder);
    };

    /// <summary>A part, and then one that depends on its value.</summary>
    public static Parser<TResult> Bind<T, TResult>(this Parser<T> parser, Func<T, Parser<TResult>> then) => input =>
    {
        IResult<T> result = parser(input);
        return result.WasSuccessful ? then(result.Value)(result.Remainder) : Outcome.Failure<TResult>(result.Remainder);
    };

    /// <summary>A value that takes no tokens.</summary>
    public static Parser<T> Constant<T>(T value) => input => Outcome.Success(value, input);

    /// <summary>The part when a token of the kind stands here, else its default; once chosen it must succeed.</summary>
    public static Parser<T> IfStarts<T>(this Parser<T> parser, SyntaxKind kind)
        where T : struct => input => ((TokenInput)input).Kind == kind && !input.AtEnd ? parser(input) : Outcome.Success<T>(default, input);
}
