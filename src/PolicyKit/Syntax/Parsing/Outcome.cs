using Sprache;

namespace PolicyKit.Syntax.Parsing;

/// <summary>A success that is one small object.</summary>
internal sealed class Success<T>(T value, TokenInput remainder) : IResult<T>
{
    public T Value => value;

    public bool WasSuccessful => true;

    public string Message => "";

    public IEnumerable<string> Expectations => [];

    public IInput Remainder => remainder;
}

/// <summary>A failure; what was expected is kept by <see cref="ParseState"/>, for the furthest position only.</summary>
internal sealed class Failure<T>(TokenInput remainder) : IResult<T>
{
    public T Value => throw new InvalidOperationException("a failure has no value");

    public bool WasSuccessful => false;

    public string Message => "";

    public IEnumerable<string> Expectations => [];

    public IInput Remainder => remainder;
}

internal static class Outcome
{
    public static IResult<T> Success<T>(T value, IInput remainder) => new Success<T>(value, (TokenInput)remainder);

    public static IResult<T> Failure<T>(IInput at) => new Failure<T>((TokenInput)at);

    public static IResult<T> Failure<T>(TokenInput at, string expected)
    {
        at.State.Expect(at.Position, expected);
        return new Failure<T>(at);
    }
}
