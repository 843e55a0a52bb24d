namespace PolicyKit.Planning;

/// <summary>What steps are made of.</summary>
internal static class PlanStepParts
{
    extension(PlanStep step)
    {
        /// <summary>The locals and constants that a step reads itself.</summary>
        public IEnumerable<Operand> Operands => step switch
        {
            RuleEntryStep s => s.Keys,
            PlaceMemberStep s => [s.Place, s.Key],
            PlaceEntriesStep s => [s.Place],
            DocumentOfStep s => [s.Place],
            MemberStep s => [s.Source],
            IndexStep s => [s.Source, s.Key],
            ScanStep s => [s.Source],
            BuiltinStep s => s.Arguments,
            FunctionStep s => s.Arguments,
            CompareStep s => [s.Left, s.Right],
            CompareTest s => [s.Left, s.Right],
            MembershipStep s => s.Key is { } key ? [key, s.Item, s.Collection] : [s.Item, s.Collection],
            TruthTest s => [s.Operand],
            DefinedTest s => [s.Operand],
            CollectionTest s => [s.Operand],
            ArrayTest s => [s.Operand],
            ObjectTest s => [s.Operand],
            ArrayStep s => s.Items,
            SetStep s => s.Items,
            ObjectStep s => s.Items.SelectMany(i => new[] { i.Key, i.Value }),
            RepeatTest s => [s.Source],
            CollectStep s => s.Key is { } key ? [key, s.Value] : [s.Value],
            TemplateStep s => s.Operands,
            FoundStep s => [s.Value],
            WithStep s => s.Replacements.Select(r => r.Value),
            ResultStep s => [s.Value],
            MemberResultStep s => [s.Member],
            EntryResultStep s => s.Keys.Append(s.Value),
            PlaceStep s => s.Steps.Append(s.Anchor),
            PlaceArrayStep s => [s.Nodes],
            FixStep s => [s.Value],
            EndFindingStep s => [s.Message],
            WatchStep s => [s.Operand],
            SolutionStep s => [s.Value],
            _ => [],
        };

        /// <summary>The blocks inside a step.</summary>
        public IEnumerable<PlanBlock> Blocks => step switch
        {
            ScanStep s => [s.Body],
            ComprehensionStep s => [s.Body],
            CountStep s => [s.Body],
            OptionalStep s => [s.Body],
            NotStep s => [s.Body],
            ForEachStep s => [s.Body],
            MarkStep s => [s.Body],
            AlternativesStep s => s.Blocks,
            _ => [],
        };
    }
}
