using System.Collections.Immutable;
using PolicyKit.Builtins;
using PolicyKit.Diagnostics;
using PolicyKit.Runtime;
using PolicyKit.Symbols;
using PolicyKit.Syntax;
using PolicyKit.Text;

namespace PolicyKit.Binding;

internal sealed partial class ClauseBinder
{
    /// <summary>Whether a builtin that fails is an error here.</summary>
    private bool IsStrict => module.IsPolicyLayer || session.StrictBuiltinErrors;

    private BoundTerm BindRef(ExpressionSyntax syntax)
    {
        (ExpressionSyntax root, List<RefSyntax.Step> steps) = RefSyntax.Flatten(syntax);
        (BoundTerm target, int used) = root is NameExpressionSyntax name ? BindRoot(name, steps) : (BindTerm(root), 0);
        if (target is BoundRule { Symbol: { Kind: RuleKind.Function } function })
        {
            session.Diagnostics.Report(Descriptors.FunctionAsValue, syntax.Location, function.Name);
            return new BoundErrorTerm(syntax.Location, [.. steps.Select(s => s.Index).OfType<ExpressionSyntax>().Select(BindTerm)]);
        }
        session.Recorder?.Note(used > 0 ? steps[used - 1].Node : root, target);
        foreach (RefSyntax.Step step in steps.Skip(used))
        {
            BoundTerm key = step.Name is { } constant ? new BoundConstant(Value.FromString(constant), step.KeyLocation) : BindTerm(step.Index!);
            target = new BoundLookup(target, key, step.Node.Location);
            session.Recorder?.Note(step.Node, target);
        }
        return target;
    }

    /// <summary>What a name stands for, and how many of the steps after it are part of that.</summary>
    private (BoundTerm Term, int Used) BindRoot(NameExpressionSyntax syntax, List<RefSyntax.Step> steps)
    {
        string name = syntax.Name;
        Location location = syntax.Location;
        if (name == "_") return (new BoundVariable(new LocalSymbol("_", isWildcard: true), location), 0);
        if (_scope.Find(name) is { } local)
        {
            session.Recorder?.Note(syntax.Identifier, local, NameRole.Use);
            return (new BoundVariable(local, location), 0);
        }
        if (name == "input") return BindInput(syntax, steps);
        if (name == "data")
        {
            session.Recorder?.Note(syntax.Identifier, module.Package.Root, NameRole.Use);
            return BindData(module.Package.Root, steps, 0, location);
        }
        if (module.IsPolicyLayer && name == "params" && module.Policy is { } policy) return BindParams(policy, steps, location);

        if (module.Imports.TryGetValue(name, out ImportedPath? import))
        {
            session.Recorder?.Note(syntax.Identifier, import, NameRole.Use);
            return BindImport(import, steps, location);
        }
        foreach (PackageSymbol package in module.Packages)
        {
            if (package.Rules.TryGetValue(name, out RuleSymbol? rule))
            {
                session.Recorder?.Note(syntax.Identifier, rule, NameRole.Use);
                return (new BoundRule(rule, location), 0);
            }
            if (package.HeadNames.Contains(name) && package.Children.TryGetValue(name, out PackageSymbol? child))
            {
                session.Recorder?.Note(syntax.Identifier, child, NameRole.Use);
                return BindData(child, steps, 0, location);
            }
        }
        if (module.IsPolicyLayer && session.Documents.Find(name) is { } document)
        {
            CheckAvailable(document, location);
            session.Recorder?.Note(syntax.Identifier, document, NameRole.Use);
            return (new BoundDocument(document, location), 0);
        }
        if (session.BrokenNames.Contains(name)) return (new BoundErrorTerm(location, []), 0);
        LocalSymbol undeclared = _scope.FindOrDeclareImplicitly(name);
        session.Recorder?.NoteImplicit(syntax.Identifier, undeclared);
        return (new BoundVariable(undeclared, location), 0);
    }

    /// <summary>A document that only some kinds have must not be read where others match: it would be undefined there, and the policy silent.</summary>
    private void CheckAvailable(DocumentSymbol document, Location location)
    {
        if (document.Domain is not { } domain || module.Policy is not { } policy) return;
        ObjectKind[] without = [.. policy.Dispatch.Kinds.Where(k => !domain.Paths.ContainsKey(k))];
        if ((!policy.Dispatch.All && without.Length == 0) || !policy.DocumentsNotAvailable.Add(document)) return;
        session.Diagnostics.Report(
            Descriptors.DocumentNotAvailable, location, document.Name, policy.Name, policy.Dispatch.All ? "other kinds have none" : $"`{without[0]}` has none");
    }

    /// <summary><c>input.object</c> and its like are the documents themselves in policies.</summary>
    private (BoundTerm Term, int Used) BindInput(NameExpressionSyntax syntax, List<RefSyntax.Step> steps)
    {
        Location location = syntax.Location;
        session.Recorder?.Note(syntax.Identifier, session.Documents.Input, NameRole.Use);
        if (module.IsPolicyLayer && steps is [{ Name: { } first }, ..] && session.Documents.Find(first) is { Domain: null } document && document != session.Documents.Input)
        {
            session.Recorder?.Note(steps[0].Token, document, NameRole.Use);
            return (new BoundDocument(document, location), 1);
        }
        return (new BoundDocument(session.Documents.Input, location), 0);
    }

    private (BoundTerm Term, int Used) BindImport(ImportedPath import, List<RefSyntax.Step> steps, Location location)
    {
        if (import.Steps[0] == "data")
        {
            List<RefSyntax.Step> full = [.. import.Steps.Skip(1).Select(s => new RefSyntax.Step(s, null, steps.Count > 0 ? steps[0].Node : null!)), .. steps];
            int imported = import.Steps.Count - 1;
            (BoundTerm term, int used) = BindData(module.Package.Root, full, 0, location, imported);
            for (int i = used; i < imported; i++) term = new BoundLookup(term, new BoundConstant(Value.FromString(import.Steps[i + 1]), location), location);
            return (term, Math.Max(0, used - imported));
        }
        BoundTerm target = new BoundDocument(session.Documents.Input, location);
        foreach (string step in import.Steps.Skip(1)) target = new BoundLookup(target, new BoundConstant(Value.FromString(step), location), location);
        return (target, 0);
    }

    /// <summary>Walks constant steps down the tree of packages: to a rule, to a package, or out of it into the base document.</summary>
    /// <param name="package">Where the steps start.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="used">How many of them lead to the package.</param>
    /// <param name="location">Where the ref starts.</param>
    /// <param name="imported">How many of them an import stands for, and no text here.</param>
    private (BoundTerm Term, int Used) BindData(PackageSymbol package, List<RefSyntax.Step> steps, int used, Location location, int imported = 0)
    {
        while (used < steps.Count && steps[used].Name is { } name)
        {
            object? named = package.Rules.TryGetValue(name, out RuleSymbol? rule) ? rule : package.Children.GetValueOrDefault(name);
            if (named is not null && used >= imported) session.Recorder?.Note(steps[used].Token, named, NameRole.Use);
            if (rule is not null) return (new BoundRule(rule, location), used + 1);
            if (!package.Children.TryGetValue(name, out PackageSymbol? child))
            {
                BoundTerm target = new BoundBaseData(location);
                foreach (string step in package.Path) target = new BoundLookup(target, new BoundConstant(Value.FromString(step), location), location);
                return (target, used);
            }
            package = child;
            used++;
        }
        return (new BoundPackage(package, location), used);
    }

    private (BoundTerm Term, int Used) BindParams(PolicySymbol policy, List<RefSyntax.Step> steps, Location location)
    {
        if (steps is not [{ Name: { } name }, ..])
        {
            ImmutableArray<(BoundTerm, BoundTerm)> all =
                [.. policy.Params.Values.Select(p => ((BoundTerm)new BoundConstant(Value.FromString(p.Name), location), (BoundTerm)new BoundParam(p, location)))];
            return (new BoundObject(all, location), 0);
        }
        if (policy.Params.TryGetValue(name, out ParamSymbol? param))
        {
            session.Recorder?.Note(steps[0].Token, param, NameRole.Use);
            return (new BoundParam(param, location), 1);
        }
        if (!session.BrokenNames.Contains(name))
        {
            session.Diagnostics.Report(Descriptors.UnknownParam, steps[0].Node.Location, policy.Name, name, Spelling.DidYouMean(name, policy.Params.Keys));
        }
        return (new BoundErrorTerm(location, []), 1);
    }

    private BoundTerm BindCall(CallExpressionSyntax call)
    {
        // The arguments may hold statements of their own.
        bool isStatement = call == _statement;
        ImmutableArray<BoundTerm> arguments = BindAll(call.Arguments.Items);
        switch (ResolveFunction(call.Callee))
        {
            case RuleSymbol function:
                if (!CheckArity(call, isStatement, function.Name, function.Arity)) return new BoundErrorTerm(call.Location, arguments);
                return WithResult(arguments, function.Arity, inputs => new BoundFunctionCall(function, inputs, call.Location), call.Location);
            case Builtin { Name: "print" } print:
                return new BoundBuiltinCall(print, [new BoundArray([.. arguments.Select(ValuesOf)], call.Location)], IsStrict, call.Location);
            case Builtin builtin when module.IsVersion1 && DeprecatedBuiltins.Reasons.TryGetValue(builtin.Name, out string? deprecated):
                session.Diagnostics.Report(Descriptors.BuiltinLeftOut, call.Callee.Location, builtin.Name, deprecated);
                return new BoundErrorTerm(call.Location, arguments);
            case Builtin builtin:
                if (!CheckArity(call, isStatement, builtin.Name, builtin.Parameters.Length)) return new BoundErrorTerm(call.Location, arguments);
                CheckPattern(builtin, arguments);
                return WithResult(arguments, builtin.Parameters.Length, inputs => new BoundBuiltinCall(builtin, inputs, IsStrict, call.Location), call.Location);
            case null when arguments.IsEmpty && RefSyntax.ConstantPath(call.Callee) is not null && BindRef(call.Callee) is BoundRule rule:
                return rule;
            default:
                ReportUnknownFunction(call);
                return new BoundErrorTerm(call.Location, arguments);
        }
    }

    /// <summary>A pattern that is written out and wrong would make every evaluation an error; a core module is as lenient as OPA.</summary>
    private void CheckPattern(Builtin builtin, ImmutableArray<BoundTerm> arguments)
    {
        if (!module.IsPolicyLayer || !Patterns.PatternArguments.TryGetValue(builtin.Name, out int index)) return;
        if (arguments[index] is BoundConstant constant && constant.Value.TryGetString(out string? pattern) && Patterns.MistakeIn(pattern) is { } mistake)
        {
            session.Diagnostics.Report(Descriptors.InvalidPattern, constant.Location, mistake);
        }
    }

    /// <summary>All values of a term, none when it is undefined: <c>{value | value = term}</c>.</summary>
    private static BoundComprehension ValuesOf(BoundTerm term)
    {
        var value = new BoundVariable(LocalSymbol.Generated("value"), term.Location);
        return new BoundComprehension(ComprehensionKind.Set, null, value, new BoundQuery([new BoundUnification(value, term, term.Location)]), term.Location);
    }

    /// <summary>A statement may name a call's result as one more argument: <c>f(x, y)</c> means <c>f(x) = y</c>.</summary>
    private static BoundTerm WithResult(ImmutableArray<BoundTerm> arguments, int arity, Func<ImmutableArray<BoundTerm>, BoundTerm> call, Location location) =>
        arguments.Length == arity ? call(arguments) : new BoundUnificationTerm(call(arguments.RemoveAt(arity)), arguments[arity], location);

    /// <summary>The <see cref="RuleSymbol"/> or <see cref="Builtin"/> that a ref names as a function; null when it names none.</summary>
    private object? ResolveFunction(ExpressionSyntax callee)
    {
        if (RefSyntax.ConstantPath(callee) is not { } path) return null;
        object? function = FindFunction(path);
        if (function is not null && session.Recorder is { } recorder) NoteFunction(RefSyntax.Tokens(callee), function, recorder);
        return function;
    }

    private void NoteFunction(IReadOnlyList<SyntaxToken> tokens, object function, BindingRecorder recorder)
    {
        if (function is Builtin)
        {
            foreach (SyntaxToken token in tokens) recorder.Note(token, function, token == tokens[^1] ? NameRole.Use : NameRole.Part);
            return;
        }
        recorder.NotePath(tokens, function, NameRole.Use);
        if (module.Imports.TryGetValue(tokens[0].Text, out ImportedPath? import)) recorder.Note(tokens[0], import, NameRole.Use);
    }

    private object? FindFunction(List<string> path)
    {
        string dotted = string.Join('.', path);
        if (module.IsPolicyLayer && path.Count > 1 && session.FindBuiltin(dotted) is { } dottedBuiltin) return dottedBuiltin;
        if (path[0] == "data") return FindFunction(module.Package.Root, path.Skip(1));
        if (module.Imports.TryGetValue(path[0], out ImportedPath? import) && import.Steps[0] == "data"
            && FindFunction(module.Package.Root, import.Steps.Skip(1).Concat(path.Skip(1))) is { } imported)
        {
            return imported;
        }
        foreach (PackageSymbol package in module.Packages)
        {
            if (package.HeadNames.Contains(path[0]) && FindFunction(package, path) is { } own) return own;
        }
        return session.FindBuiltin(dotted);
    }

    private static RuleSymbol? FindFunction(PackageSymbol package, IEnumerable<string> path)
    {
        string[] steps = [.. path];
        if (steps.Length == 0) return null;
        foreach (string step in steps.SkipLast(1))
        {
            if (!package.Children.TryGetValue(step, out PackageSymbol? child)) return null;
            package = child;
        }
        return package.Rules.GetValueOrDefault(steps[^1]) is { Kind: RuleKind.Function } function ? function : null;
    }

    private bool CheckArity(CallExpressionSyntax call, bool isStatement, string name, int arity)
    {
        int given = call.Arguments.Items.Count;
        if (given == arity || (isStatement && given == arity + 1)) return true;
        session.Diagnostics.Report(Descriptors.WrongArity, call.Location, name, Descriptors.Arguments(arity), given);
        return false;
    }

    private void ReportUnknownFunction(CallExpressionSyntax call)
    {
        string name = call.Callee.ToString();
        if (session.Undeclared.MayBeLost(module.Package) || session.BrokenNames.Contains(call.Callee.FirstToken.Text)) return;
        if (BuiltinTable.LeftOut.TryGetValue(name, out string? reason))
        {
            session.Diagnostics.Report(Descriptors.BuiltinLeftOut, call.Callee.Location, name, reason);
            return;
        }
        IEnumerable<string> functions = module.Packages.SelectMany(p => p.Rules.Values).Where(r => r.Kind == RuleKind.Function).Select(r => r.Name);
        string spelling = Spelling.DidYouMean(name, functions.Concat(session.BuiltinNames));
        if (spelling.Length == 0) session.Undeclared.Report(session.Diagnostics, Descriptors.UnknownFunction, module.Package, name, call.Callee.Location);
        else session.Diagnostics.Report(Descriptors.UnknownFunction, call.Callee.Location, name, spelling);
    }
}
