using System.Collections.Immutable;
using System.Linq.Expressions;
using PolicyKit.Runtime;

namespace PolicyKit.Emit.Screens;

/// <summary>The judged object as the code of a screen reads it: each kind of source has one, and what it does not do itself is done with the value of its parts.</summary>
internal abstract class Subject
{
    /// <summary>The parameters of the screen's code after the context.</summary>
    public abstract ImmutableArray<ParameterExpression> Parameters { get; }

    /// <summary>What the code computes before its first step.</summary>
    public abstract IEnumerable<(ParameterExpression Variable, Expression Value)> Prologue { get; }

    /// <summary>The object.</summary>
    public abstract Part Root { get; }

    /// <summary>A part of the object in emitted code: an expression without effect, usually a variable. It may be undefined.</summary>
    internal abstract class Part
    {
        public abstract Expression Expression { get; }

        public abstract Expression IsUndefined { get; }

        public abstract Expression ToValue();

        /// <summary>The same part held in a variable.</summary>
        public abstract Part In(ParameterExpression variable);

        /// <summary>The same part where it is known to be defined.</summary>
        public virtual Part Defined => this;

        /// <summary>The member under a name, undefined where there is none; null when it is to be read of the value.</summary>
        public abstract Part? Member(string name);

        /// <summary>Whether the part is equal to a constant; null when it is to be compared as a value.</summary>
        public abstract Expression? IsEqualTo(Value constant);

        /// <summary>Whether the part is an element of a constant collection; null when it is to be looked up as a value.</summary>
        public abstract Expression? IsAmong(Value collection);

        /// <summary>Whether the part is defined and not false.</summary>
        public abstract Expression IsTrue { get; }

        /// <summary>Whether the part is an object.</summary>
        public abstract Expression IsObject { get; }

        /// <summary>Whether the part is an object or array; null when that is to be asked of the value.</summary>
        public virtual Expression? IsCollection => null;

        /// <summary>The count of the part, which is defined, as an integer; null when that is to be asked of the value.</summary>
        public virtual Expression? Count => null;

        /// <summary>How the part, which is defined, compares with a constant, as an integer; null when values are to be compared.</summary>
        public virtual Expression? CompareTo(long constant) => null;

        /// <summary>Whether the part is equal to another, both defined; null when values are to be compared.</summary>
        public virtual Expression? IsEqualTo(Part other) => null;

        /// <summary>Whether elements of some collections have something under a name twice, or not at all; null when that is to be asked of values.</summary>
        public virtual Expression? Repeats(ImmutableArray<Part> sources, string name) => null;

        /// <summary>Parts of equal layout can stand in one variable.</summary>
        public virtual object Layout => Expression.Type;

        /// <summary>Whether the part, which is defined, is a string that shows what is looked for; ends the screen where it is no string. Null when that is to be asked of the value.</summary>
        public virtual Expression? Shows(TextLook look) => null;

        /// <summary>How to range over the part; null when it is to be ranged over as a value.</summary>
        public abstract Range? Range();
    }

    /// <summary>How to range over a part: a cursor, and what the element and its key are at it.</summary>
    /// <param name="Cursor">A variable.</param>
    /// <param name="First">Its first value.</param>
    /// <param name="IsAtEnd">Whether there is no element at it.</param>
    /// <param name="Next">Its next value; null when asking for the end moves it.</param>
    /// <param name="Element">The element at it.</param>
    /// <param name="Key">The element's key, by its ordinal.</param>
    internal sealed record Range(ParameterExpression Cursor, Expression First, Expression IsAtEnd, Expression? Next, Part Element, Func<Expression, Expression> Key)
    {
        /// <summary>Whether elements that are undefined are passed over.</summary>
        public bool SkipsUndefined { get; init; }

        /// <summary>Variables that have their values before the cursor has its first.</summary>
        public ImmutableArray<(ParameterExpression Variable, Expression Value)> Locals { get; init; } = [];

        /// <summary>The keys, where they are held otherwise than as values.</summary>
        public Part? KeyPart { get; init; }
    }

    /// <summary>A part, or a constant that holds nothing where it is undefined; <paramref name="isUndefined"/> tells where there is neither.</summary>
    internal sealed class DefaultedPart(Part part, Value constant, Expression isUndefined) : Part
    {
        public override Expression Expression => part.Expression;

        public override Expression IsUndefined => isUndefined;

        public override Expression IsTrue => Choose(Expression.Constant(Ops.IsTrue(constant)), part.IsTrue);

        public override Expression IsObject => part.IsObject;

        public override Expression ToValue() => Expression.Condition(part.IsUndefined, Expression.Field(Expression.Constant(new ConstantHolder(constant)), nameof(ConstantHolder.Value)), part.ToValue());

        public override Part In(ParameterExpression variable) => new DefaultedPart(part.In(variable), constant, isUndefined);

        public override Part? Member(string name) => part.Member(name);

        public override Expression? IsEqualTo(Value other) => part.IsEqualTo(other) is { } isEqual ? Choose(Expression.Constant(Ops.Equal(constant, other)), isEqual) : null;

        public override Expression? IsAmong(Value collection) =>
            part.IsAmong(collection) is { } isAmong ? Choose(Expression.Constant(Ops.Contains(collection, constant) == Value.True), isAmong) : null;

        public override Range? Range() => part.Range();

        private ConditionalExpression Choose(Expression ofConstant, Expression ofPart) => Expression.Condition(part.IsUndefined, ofConstant, ofPart);
    }

    /// <summary>The texts of a collection of strings; null when it is another.</summary>
    protected static IReadOnlyCollection<string>? TextsOf(Value collection)
    {
        if (collection.Kind is not (ValueKind.Set or ValueKind.Array)) return null;
        var texts = new List<string>();
        foreach (Value element in collection.Elements())
        {
            if (!element.TryGetString(out string? text)) return null;
            texts.Add(text);
        }
        return [.. texts.Distinct(StringComparer.Ordinal)];
    }
}
