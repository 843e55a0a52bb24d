using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using PolicyKit.Runtime;
using E = System.Linq.Expressions.Expression;

namespace PolicyKit.Emit.Screens;

/// <summary>The code of a screen over what was read of a <see cref="JsonElement"/>.</summary>
internal delegate void ElementScreenCode(EvalContext context, ElementNodes nodes);

/// <summary>A <see cref="JsonElement"/>, read by a mask: its parts are numbers of nodes. What is no scalar has no value: a screen that needs one ends.</summary>
internal sealed class ElementSubject(ReadMask mask) : Subject
{
    private readonly ParameterExpression _nodes = E.Parameter(typeof(ElementNodes), "nodes");

    public override ImmutableArray<ParameterExpression> Parameters => [_nodes];

    public override IEnumerable<(ParameterExpression Variable, E Value)> Prologue => [];

    public override Part Root => new Node(this, E.Constant(0), mask);

    private MethodCallExpression Op(string method, params E[] arguments) => E.Call(_nodes, method, null, arguments);

    private sealed class Node(ElementSubject subject, E node, ReadMask? mask) : Part
    {
        public override E Expression => node;

        public override E IsUndefined => E.LessThan(node, E.Constant(0));

        public override E IsTrue => subject.Op(nameof(ElementNodes.IsTrue), node);

        public override E IsObject => subject.Op(nameof(ElementNodes.IsObject), node);

        public override E IsCollection => subject.Op(nameof(ElementNodes.IsCollection), node);

        public override object Layout => mask?.Layout ?? "";

        public override E ToValue() => subject.Op(nameof(ElementNodes.ToValue), node);

        public override Part In(ParameterExpression variable) => new Node(subject, variable, mask);

        public override Part? Member(string name) =>
            mask?.EntryOf(name) is { } entry ? new Node(subject, subject.Op(nameof(ElementNodes.Member), node, E.Constant(entry.Ordinal)), entry.Mask) : null;

        public override E? IsEqualTo(Value constant)
        {
            if (constant.Kind == ValueKind.Boolean) return subject.Op(nameof(ElementNodes.IsBoolean), node, E.Constant(constant == Value.True ? JsonValueKind.True : JsonValueKind.False));
            if (constant.TryGetInlineInt64(out long number)) return subject.Op(nameof(ElementNodes.IsInteger), node, E.Constant(number));
            return constant.TryGetString(out string? text) ? subject.Op(nameof(ElementNodes.IsText), node, Utf8(text)) : null;
        }

        public override E? IsAmong(Value collection) => TextsOf(collection) is { } texts ? subject.Op(nameof(ElementNodes.IsAmong), node, E.Constant(new TextSet(texts))) : null;

        public override E Shows(TextLook look) => subject.Op(nameof(ElementNodes.Shows), node, E.Constant(look));

        public override Range? Range()
        {
            if (mask is null or { IsWhole: true } or { IsPartial: true }) return null;
            ParameterExpression cursor = E.Variable(typeof(int), "element");
            ParameterExpression end = E.Variable(typeof(int), "end");
            E first = subject.Op(nameof(ElementNodes.First), node, E.Constant(mask.Entries.Length));
            return new Range(
                cursor,
                first,
                E.GreaterThanOrEqual(cursor, end),
                E.Add(cursor, E.Constant(1)),
                new Node(subject, cursor, mask.Elements),
                _ => subject.Op(nameof(ElementNodes.Key), node, cursor))
            {
                Locals = [(end, E.Add(first, subject.Op(nameof(ElementNodes.Count), node)))],
                KeyPart = new KeyOf(subject, node, cursor),
            };
        }
    }

    /// <summary>The key of what a cursor is at.</summary>
    private sealed class KeyOf(ElementSubject subject, E source, E node) : Part
    {
        public override E Expression => node;

        public override E IsUndefined => E.Constant(false);

        public override E IsTrue => E.Constant(true);

        public override E IsObject => E.Constant(false);

        public override E ToValue() => subject.Op(nameof(ElementNodes.Key), source, node);

        public override Part In(ParameterExpression variable) => new KeyOf(subject, source, variable);

        public override Part? Member(string name) => null;

        public override E? IsEqualTo(Value constant) => constant.TryGetString(out string? text) ? subject.Op(nameof(ElementNodes.IsKey), source, node, Utf8(text)) : null;

        public override E? IsAmong(Value collection) => TextsOf(collection) is { } texts ? subject.Op(nameof(ElementNodes.IsKeyAmong), source, node, E.Constant(new TextSet(texts))) : null;

        public override E Shows(TextLook look) => subject.Op(nameof(ElementNodes.KeyShows), source, node, E.Constant(look));

        public override Range? Range() => null;
    }

    private static ConstantExpression Utf8(string text) => E.Constant(Encoding.UTF8.GetBytes(text));
}
