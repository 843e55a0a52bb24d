using PolicyKit.Benchmarks.Workloads;

namespace PolicyKit.Benchmarks.Headline;

/// <summary>Judging Pods by <em>restricted</em>: what it costs beside reading them and beside hand-written checks, and how it grows.</summary>
internal static class RestrictedFigures
{
    private const double LinearWithin = 1.05;

    public static IEnumerable<Figure> From(Results results) =>
    [
        new("restricted: 12 KB from bytes, µs", results.Microseconds(RestrictedScenarios.StoredBytes)),
        new("restricted: 12 KB from bytes ÷ JsonDocument.Parse", results.Ratio(RestrictedScenarios.StoredBytes, RestrictedScenarios.StoredParse), Target: 0.25),
        new("restricted: 12 KB from bytes ÷ Utf8JsonReader pass", results.Ratio(RestrictedScenarios.StoredBytes, RestrictedScenarios.StoredPass), Target: 0.45),
        new("restricted: 6 KB from bytes, µs", results.Microseconds(RestrictedScenarios.SentBytes)),
        new("restricted: 6 KB from bytes ÷ JsonDocument.Parse", results.Ratio(RestrictedScenarios.SentBytes, RestrictedScenarios.SentParse), Target: 0.34),
        new("restricted: 6 KB from bytes ÷ Utf8JsonReader pass", results.Ratio(RestrictedScenarios.SentBytes, RestrictedScenarios.SentPass), Target: 0.54),
        new("restricted: parsed document to decision, µs", results.Microseconds(RestrictedScenarios.StoredParsed)),
        new("restricted: JsonElement to decision, µs", results.Microseconds(RestrictedScenarios.StoredJsonElement)),
        new("restricted: JsonElement to decision ÷ hand-written on JsonElement", results.Ratio(RestrictedScenarios.StoredJsonElement, RestrictedScenarios.StoredElement), Target: 0.8),
        new("restricted: parsed document to decision ÷ hand-written on JsonElement", results.Ratio(RestrictedScenarios.StoredParsed, RestrictedScenarios.StoredElement), Target: 0.8),
        new("restricted: hand-written on JsonElement, µs", results.Microseconds(RestrictedScenarios.StoredElement)),
        new("restricted: CLR object to decision, µs", results.Microseconds(RestrictedScenarios.StoredObject)),
        new("restricted: CLR object to decision ÷ hand-written on a CLR object", results.Ratio(RestrictedScenarios.StoredObject, RestrictedScenarios.StoredClr), Target: 1.5),
        new("restricted: allow from a CLR object, allocated bytes", results.Allocated(RestrictedScenarios.StoredObject), Target: 0),
        new("restricted: hand-written on a CLR object, µs", results.Microseconds(RestrictedScenarios.StoredClr)),
        new("restricted: allow from bytes, allocated bytes", results.Allocated(RestrictedScenarios.StoredBytes), Target: 0),
        new("restricted: allow from a parsed document, allocated bytes", results.Allocated(RestrictedScenarios.StoredParsed), Target: 0),
        new("restricted: deny with 12 findings ÷ allow, from bytes", results.Ratio(RestrictedScenarios.DeniedBytes, RestrictedScenarios.StoredBytes), Target: 3),
        new("restricted: deny with 12 findings, hand-written on JsonElement ÷ its allow", results.Ratio(RestrictedScenarios.DeniedElement, RestrictedScenarios.StoredElement)),
        new("growth: 1,000 policies for other kinds ÷ without", results.Ratio(GrowthScenarios.Others, GrowthScenarios.Alone), Target: LinearWithin),
        new("growth: policies for other kinds that are entered", results.Answer(GrowthScenarios.Others) - results.Answer(GrowthScenarios.Alone), Target: 0),
        new("growth: 20 copies of the pack ÷ one", results.Ratio(GrowthScenarios.Copies, GrowthScenarios.Alone), Target: GrowthScenarios.CopyCount),
        new("growth: 100 containers ÷ 1 container, per byte", results.Ratio(GrowthScenarios.ManyContainers, GrowthScenarios.OneContainer) * BytesOf(1) / BytesOf(GrowthScenarios.ContainerCount)),
        new("growth: 51st to 100th container ÷ 2nd to 50th, per byte", PerByte(results, GrowthScenarios.ContainerCount / 2, GrowthScenarios.ContainerCount) / PerByte(results, 1, GrowthScenarios.ContainerCount / 2), Target: LinearWithin),
    ];

    /// <summary>What a byte of the containers costs that one Pod has and the other has not.</summary>
    private static double PerByte(Results results, int from, int to) => (TimeOf(results, to) - TimeOf(results, from)) / (BytesOf(to) - BytesOf(from));

    private static double TimeOf(Results results, int containers) => results.Microseconds(containers switch
    {
        1 => GrowthScenarios.OneContainer,
        GrowthScenarios.ContainerCount => GrowthScenarios.ManyContainers,
        _ => GrowthScenarios.HalfContainers,
    });

    private static double BytesOf(int containers) => SamplePods.OfContainers(containers).Length;
}
