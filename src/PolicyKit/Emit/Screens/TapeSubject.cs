using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Text;
using PolicyKit.Runtime;
using E = System.Linq.Expressions.Expression;

namespace PolicyKit.Emit.Screens;

/// <summary>The code of a screen over a node of a tape.</summary>
internal delegate void TapeScreenCode(EvalContext context, Tape tape, int root);

/// <summary>An object on a tape, which was read by a mask, by one that it is within (<see cref="ReadPlan"/>), or all of it: its parts are numbers of nodes.</summary>
internal sealed class TapeSubject(ReadMask mask) : Subject
{
    /// <summary>The collections that are searched for repeats at once.</summary>
    private const int MaxSources = 3;

    private readonly ParameterExpression _tape = E.Parameter(typeof(Tape), "tape");
    private readonly ParameterExpression _root = E.Parameter(typeof(int), "root");
    private readonly ParameterExpression _nodes = E.Variable(typeof(TapeNode[]), "nodes");
    private readonly ParameterExpression _objects = E.Variable(typeof(ReaderState.PartialObject[]), "objects");
    private readonly ParameterExpression _slots = E.Variable(typeof(int[]), "slots");
    private readonly ParameterExpression _view = E.Variable(typeof(DocumentView), "view");

    public override ImmutableArray<ParameterExpression> Parameters => [_tape, _root];

    public override IEnumerable<(ParameterExpression Variable, E Value)> Prologue =>
    [
        (_nodes, E.Property(_tape, nameof(Tape.Nodes))),
        (_view, E.Property(_tape, nameof(Tape.View))),
        (_objects, E.Property(E.Property(_tape, nameof(Tape.Reader)), nameof(ReaderState.Objects))),
        (_slots, E.Property(E.Property(_tape, nameof(Tape.Reader)), nameof(ReaderState.Slots))),
    ];

    public override Part Root => new Node(this, _root, mask);

    /// <summary>The highest symbol that the code looks for; a tape that was read before the symbol was known is not screened.</summary>
    public int LastSymbol { get; private set; } = -1;

    private static MethodCallExpression Op(string method, params E[] arguments) => E.Call(typeof(NodeOps), method, null, arguments);

    private sealed class Node(TapeSubject subject, E node, ReadMask? mask) : Part
    {
        public override E Expression => node;

        public override E IsUndefined => E.LessThan(node, E.Constant(0));

        public override E IsTrue => Op(nameof(NodeOps.IsTrue), subject._nodes, node);

        public override E IsObject => Op(nameof(NodeOps.IsObject), subject._nodes, node);

        public override E IsCollection => Op(nameof(NodeOps.IsCollection), subject._nodes, node);

        public override E Count => Op(nameof(NodeOps.Count), subject._tape, node);

        public override object Layout => mask?.Layout ?? "";

        public override E ToValue() => Op(nameof(NodeOps.ToValue), subject._view, node);

        public override Part In(ParameterExpression variable) => new Node(subject, variable, mask);

        public override Part Member(string name)
        {
            Key key = SymbolTable.Intern(name);
            subject.LastSymbol = Math.Max(subject.LastSymbol, key.Id);
            E symbol = E.Constant(key.Id);
            return mask?.EntryOf(name) is { } entry
                ? new Node(subject, Op(nameof(NodeOps.Member), subject._nodes, subject._objects, subject._slots, node, symbol, E.Constant(entry.Ordinal)), entry.Mask)
                : new Node(subject, Op(nameof(NodeOps.Member), subject._nodes, node, symbol), mask?.Elements);
        }

        public override E? IsEqualTo(Value constant)
        {
            if (constant.Kind == ValueKind.Boolean) return Op(nameof(NodeOps.IsBoolean), subject._nodes, node, E.Constant(constant == Value.True ? TapeKind.True : TapeKind.False));
            if (constant.TryGetInlineInt64(out long number)) return Op(nameof(NodeOps.IsInteger), subject._view, node, E.Constant(number));
            return constant.TryGetString(out string? text) ? Op(nameof(NodeOps.IsText), subject._tape, node, E.Constant(Encoding.UTF8.GetBytes(text))) : null;
        }

        public override E Shows(TextLook look) => Op(nameof(NodeOps.Shows), subject._tape, node, E.Constant(look));

        public override E CompareTo(long constant) => Op(nameof(NodeOps.Compare), subject._view, node, E.Constant(constant));

        public override E? IsEqualTo(Part other) => other is Node { Expression: var right } ? Op(nameof(NodeOps.AreEqual), subject._tape, node, right) : null;

        public override E? Repeats(ImmutableArray<Part> sources, string name)
        {
            if (sources.Length > MaxSources || !sources.All(s => s is Node)) return null;
            Key key = SymbolTable.Intern(name);
            subject.LastSymbol = Math.Max(subject.LastSymbol, key.Id);
            IEnumerable<E> arguments = sources.Cast<Node>().SelectMany(n => new[] { n.Expression, E.Constant(n.OrdinalInElements(name)) });
            IEnumerable<E> none = Enumerable.Repeat(E.Constant(NodeOps.Undefined), 2 * (MaxSources - sources.Length));
            return E.Call(typeof(NodeRepeats), nameof(NodeRepeats.Any), null, [subject._tape, E.Constant(key.Id), .. arguments, .. none]);
        }

        private int OrdinalInElements(string name) => mask?.Elements?.EntryOf(name)?.Ordinal ?? -1;

        public override E? IsAmong(Value collection) =>
            TextsOf(collection) is { } texts ? Op(nameof(NodeOps.IsAmong), subject._tape, node, E.Constant(new TextSet(texts))) : null;

        public override Range Range()
        {
            ParameterExpression cursor = E.Variable(typeof(int), "element");
            return new Range(
                cursor,
                Op(nameof(NodeOps.First), subject._nodes, node),
                E.LessThan(cursor, E.Constant(0)),
                Op(nameof(NodeOps.Next), subject._nodes, node, cursor),
                new Node(subject, cursor, mask?.Elements),
                ordinal => Op(nameof(NodeOps.Key), subject._view, node, cursor, ordinal));
        }
    }
}
