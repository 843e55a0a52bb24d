using System.Collections.Immutable;
using System.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Binding;

/// <summary>Binds the terms and bodies of one clause.</summary>
internal sealed partial class ClauseBinder(BindingSession session, ModuleScope module)
{
    private static readonly Dictionary<SyntaxKind, ComparisonOperator> Comparisons = new()
    {
        [SyntaxKind.EqualToken] = ComparisonOperator.Equal,
        [SyntaxKind.NotEqualToken] = ComparisonOperator.NotEqual,
        [SyntaxKind.LessToken] = ComparisonOperator.Less,
        [SyntaxKind.LessOrEqualToken] = ComparisonOperator.LessOrEqual,
        [SyntaxKind.GreaterToken] = ComparisonOperator.Greater,
        [SyntaxKind.GreaterOrEqualToken] = ComparisonOperator.GreaterOrEqual,
    };

    private static readonly Dictionary<SyntaxKind, string> Operators = new()
    {
        [SyntaxKind.PlusToken] = "plus",
        [SyntaxKind.MinusToken] = "minus",
        [SyntaxKind.StarToken] = "mul",
        [SyntaxKind.SlashToken] = "div",
        [SyntaxKind.PercentToken] = "rem",
        [SyntaxKind.AmpersandToken] = "and",
        [SyntaxKind.BarToken] = "or",
    };

    private Scope _scope = new(null);

    public BoundTerm BindTerm(ExpressionSyntax syntax)
    {
        BoundTerm term = BindKind(syntax);
        session.Recorder?.Note(syntax, term);
        return term;
    }

    private BoundTerm BindKind(ExpressionSyntax syntax) => syntax switch
    {
        LiteralExpressionSyntax { Token: { Kind: SyntaxKind.NumberToken } number } when !NumberFormat.IsNumber(number.Text) => new BoundErrorTerm(syntax.Location, []),
        LiteralExpressionSyntax literal => new BoundConstant(ConstantValue(literal.Token), literal.Location),
        NameKeySyntax key => new BoundConstant(Value.FromString(key.Name), key.Location),
        TemplateStringSyntax template => BindTemplate(template),
        NameExpressionSyntax or MemberAccessSyntax or ElementAccessSyntax => BindRef(syntax),
        CallExpressionSyntax call => BindCall(call),
        ArrayExpressionSyntax array => Fold(new BoundArray(BindAll(array.Items.Items), array.Location)),
        SetExpressionSyntax set => Fold(new BoundSet(BindAll(set.Items.Items), set.Location)),
        ObjectExpressionSyntax @object => Fold(new BoundObject([.. @object.Items.Items.Select(i => (BindTerm(i.Key), BindTerm(i.Value)))], @object.Location)),
        ComprehensionSyntax comprehension => BindComprehension(comprehension),
        BinaryExpressionSyntax binary => BindBinary(binary),
        UnaryExpressionSyntax unary => BindUnary(unary),
        MembershipExpressionSyntax membership => new BoundMembership(
            membership.Key is null ? null : BindTerm(membership.Key), BindTerm(membership.Value), BindTerm(membership.Collection), membership.Location),
        WithExpressionSyntax with => BindWithExpression(with),
        ParenthesizedExpressionSyntax parenthesized => BindTerm(parenthesized.Expression),
        _ => throw new UnreachableException(),
    };

    private ImmutableArray<BoundTerm> BindAll(IReadOnlyList<ExpressionSyntax> items) => [.. items.Select(BindTerm)];

    private static Value ConstantValue(SyntaxToken token) => token.Kind switch
    {
        SyntaxKind.NumberToken => Value.FromNumberText(token.Text),
        SyntaxKind.StringToken or SyntaxKind.RawStringToken => Value.FromString(SyntaxFacts.GetStringValue(token)),
        SyntaxKind.TrueKeyword => Value.True,
        SyntaxKind.FalseKeyword => Value.False,
        SyntaxKind.NullKeyword => Value.Null,
        _ => throw new UnreachableException(),
    };

    /// <summary>A collection of constants is a constant.</summary>
    private static BoundTerm Fold(BoundTerm term) => term switch
    {
        BoundArray array when array.Items.All(i => i is BoundConstant) =>
            new BoundConstant(Value.FromArray(array.Items.Select(Constant)), array.Location),
        BoundSet set when set.Items.All(i => i is BoundConstant) =>
            new BoundConstant(Value.FromSet(set.Items.Select(Constant)), set.Location),
        BoundObject @object when @object.Items.All(i => i is { Key: BoundConstant, Value: BoundConstant }) && HasDistinctKeys(@object) =>
            new BoundConstant(Value.FromObject(@object.Items.Select(i => KeyValuePair.Create(Constant(i.Key), Constant(i.Value)))), @object.Location),
        _ => term,
    };

    private static Value Constant(BoundTerm term) => ((BoundConstant)term).Value;

    private static bool HasDistinctKeys(BoundObject @object) => @object.Items.Select(i => Constant(i.Key)).Distinct().Count() == @object.Items.Length;

    private BoundTemplate BindTemplate(TemplateStringSyntax template) =>
        new([.. SyntaxFacts.GetTextValues(template)], BindAll(template.Interpolations), template.Location);

    /// <summary><c>e with m</c> as a term: <c>[x | x = e with m][0]</c>.</summary>
    private BoundLookup BindWithExpression(WithExpressionSyntax with)
    {
        return InScope(() =>
        {
            Location location = with.Location;
            ImmutableArray<BoundModifier> modifiers = [.. with.WithModifiers.Select(BindModifier).OfType<BoundModifier>()];
            var result = new BoundVariable(LocalSymbol.Generated("value"), location);
            var query = new BoundQuery([new BoundWith(modifiers, new BoundUnification(result, BindTerm(with.Expression), location), location)]);
            var values = new BoundComprehension(ComprehensionKind.Array, null, result, query, location);
            return new BoundLookup(values, new BoundConstant(Value.FromInt64(0), location), location);
        });
    }

    private BoundTerm BindUnary(UnaryExpressionSyntax unary)
    {
        BoundTerm operand = BindTerm(unary.Operand);
        if (operand is BoundConstant { Value.Kind: ValueKind.Number } constant)
        {
            return new BoundConstant(Value.FromNumberText(constant.Value.ToString() is ['-', .. var rest] ? rest : "-" + constant.Value), unary.Location);
        }
        return Operator("minus", [new BoundConstant(Value.FromInt64(0), unary.Location), operand], unary.Location);
    }

    private BoundTerm BindBinary(BinaryExpressionSyntax binary)
    {
        SyntaxKind kind = binary.OperatorToken.Kind;
        BoundTerm left = BindTerm(binary.Left);
        BoundTerm right = BindTerm(binary.Right);
        if (kind == SyntaxKind.UnifyToken) return new BoundUnificationTerm(left, right, binary.Location);
        return Comparisons.TryGetValue(kind, out ComparisonOperator comparison)
            ? new BoundComparison(comparison, left, right, binary.Location)
            : Operator(Operators[kind], [left, right], binary.Location);
    }

    private BoundBuiltinCall Operator(string name, ImmutableArray<BoundTerm> operands, Location location) =>
        new(session.FindBuiltin(name)!, operands, IsStrict, location);

    private BoundComprehension BindComprehension(ComprehensionSyntax syntax)
    {
        return InScope(() =>
        {
            BoundQuery query = BindQuery(syntax.Query);
            BoundTerm? key = syntax.Key is null ? null : BindTerm(syntax.Key);
            BoundTerm term = BindTerm(syntax.Term);
            ComprehensionKind kind = syntax.Kind switch
            {
                SyntaxKind.ArrayComprehension => ComprehensionKind.Array,
                SyntaxKind.SetComprehension => ComprehensionKind.Set,
                _ => ComprehensionKind.Object,
            };
            return new BoundComprehension(kind, key, term, query, syntax.Location);
        }, isClosure: true);
    }

    private T InScope<T>(Func<T> bind, bool isClosure = false)
    {
        Scope outer = _scope;
        _scope = new Scope(outer, isClosure);
        try
        {
            return bind();
        }
        finally
        {
            _scope = outer;
        }
    }
}
