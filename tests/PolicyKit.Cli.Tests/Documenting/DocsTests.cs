namespace PolicyKit.Cli.Tests.Documenting;

/// <summary><c>policykit docs</c>.</summary>
public sealed class DocsTests
{
    private const string Policy =
        """
        # Restricted field: metadata.labels.team.
        # Allowed values: any | but not none.
        package team.labels

        policy owner {
            title: "No owner"
            description: "Nobody knows whom to ask."
            severity: low
            references: ["Handbook 3"]
            match: ["ConfigMap", "Secret"]

            # The label that names the owner.
            param label: string = "team"

            deny at object.metadata.labels[params.label] because "no owner" fix unsafe set "nobody" if not object.metadata.labels[params.label]

            test "a ConfigMap without labels" {
                given `
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}`
                expect deny at metadata.labels.team
            }

            test "a label" {
                given `{apiVersion: v1, kind: Secret, metadata: {name: key, labels: {team: a}}}`
                expect allow
            }
        }
        """;

    private const string Page =
        """
        # team.labels.owner

        **No owner.** Nobody knows whom to ask.

        Restricted field: metadata.labels.team.\
        Allowed values: any | but not none.

        | | |
        |---|---|
        | Severity | low |
        | Judges | `["ConfigMap", "Secret"]` |
        | References | Handbook 3 |

        ## Params

        | Name | Type | Default | |
        |---|---|---|---|
        | `label` | `string` | `"team"` | The label that names the owner. |

        ## Fix

        - Sets the field to `nobody`; `--fix --unsafe-fixes` applies it, because it can stop a working program.

        ## Found

        A ConfigMap without labels:

        ```yaml
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        ```

        ## Let through

        A label:

        ```yaml
        {apiVersion: v1, kind: Secret, metadata: {name: key, labels: {team: a}}}
        ```

        ## Tested

        - a ConfigMap without labels
        - a label

        """;

    [Fact]
    public async Task Page_tells_what_the_policy_says()
    {
        using var folder = new TemporaryFolder();
        string policy = folder.Write("owner.policy", Policy);
        string pages = $"{folder.Path}/docs";

        Assert.Equal(1, (await Invocation.Run(["docs", policy, "-o", pages, "--check"])).ExitCode);
        Assert.False(Directory.Exists(pages));
        Assert.Equal(new Invocation(0, "2 pages, 2 of them changed\n", ""), await Invocation.Run(["docs", policy, "-o", pages]));
        Assert.Equal(Page, await File.ReadAllTextAsync($"{pages}/team/labels/owner.md"));
        Assert.Contains("| [team.labels.owner](team/labels/owner.md) | No owner | low |", await File.ReadAllTextAsync($"{pages}/README.md"), StringComparison.Ordinal);
        Assert.Equal(new Invocation(0, "", ""), await Invocation.Run(["docs", policy, "-o", pages, "--check"]));
    }

    [Fact]
    public async Task Fixes_are_told_in_words()
    {
        const string policies =
            """
            package team

            policy owner {
                title: "No owner"
                match: ["ConfigMap"]

                deny at object.metadata.labels.team because "no team" fix set object.metadata.namespace if not object.metadata.labels.team

                deny at object.metadata.labels.tier because "no tier" fix add "" if not object.metadata.labels.tier

                deny at object.metadata.labels.old because "old" fix remove if object.metadata.labels.old

                deny at object.data because "no data" fix set {"a": "b"} at object.metadata.annotations if not object.data

                deny because "no rights" fix create {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": object.metadata.name}} if object.metadata.labels.secret

                deny at object.metadata.uid because "never" fix unsafe set object.metadata.uid if object.metadata.uid

                test "all" {
                    given `
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: settings, namespace: shop, labels: {old: a, secret: b}}`
                    expect deny because "no team"
                }
            }
            """;
        using var folder = new TemporaryFolder();
        await Invocation.Run(["docs", folder.Write("owner.policy", policies), "-o", $"{folder.Path}/docs"]);
        string page = await File.ReadAllTextAsync($"{folder.Path}/docs/team/owner.md");

        Assert.Contains(
            """
            ## Fix

            - Sets `metadata.labels.team` to `shop`, for example; `--fix` applies it.
            - Adds `""` to the field; `--fix` applies it.
            - Takes away what was found; `--fix` applies it.
            - Sets `metadata.annotations` to `{"a": "b"}`; `--fix` applies it.
            - Proposes the Secret `settings`; it is written nowhere.
            - Sets the field to a value that the policy works out; `--fix --unsafe-fixes` applies it, because it can stop a working program.

            """,
            page,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_finds_pages_that_differ_and_pages_of_no_policy()
    {
        using var folder = new TemporaryFolder();
        string policy = folder.Write("owner.policy", Policy);
        string pages = $"{folder.Path}/docs";
        await Invocation.Run(["docs", policy, "-o", pages]);
        await File.AppendAllTextAsync($"{pages}/team/labels/owner.md", "more\n");
        folder.Write("docs/team/gone.md", "old\n");

        Invocation check = await Invocation.Run(["docs", policy, "-o", pages, "--check"]);
        Assert.Equal((1, $"{pages}/team/labels/owner.md is not what its policy says\n{pages}/team/gone.md is no policy's page\n"), (check.ExitCode, check.Output));
        Assert.Equal($"{pages}/team/gone.md is no policy's page any more\n2 pages, 1 of them changed\n", (await Invocation.Run(["docs", policy, "-o", pages])).Output);
    }

    [Fact]
    public async Task Broken_policy_has_no_page()
    {
        using var folder = new TemporaryFolder();
        string policy = folder.Write("owner.policy", Policy.Replace("severity: low", "severity: lowly", StringComparison.Ordinal));

        Invocation run = await Invocation.Run(["docs", policy, "-o", $"{folder.Path}/docs"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no page was written", run.Error, StringComparison.Ordinal);
    }
}
