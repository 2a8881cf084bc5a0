using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Live.Snapshots;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>Users of a street see only their street and the units below, on pages and in downloads.</summary>
[Needs(Resource.Database)]
public sealed class PageScopeTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private static readonly string[] s_others = [SampleData.OtherStreet, SampleData.OtherCommunity, "后洲", "三通", "台江区"];

    public static TheoryData<Role, string, bool> Views =>
        new(
            from role in Enum.GetValues<Role>()
            from unit in AccessWorld.Units.Append("nowhere")
            select (role, unit, AccessWorld.Own.Contains(unit))
        );

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Views))]
    public async Task Live_OfAUnit_IsShownForOnesOwnAndThoseBelow(Role role, string unit, bool allowed)
    {
        foreach (var page in (string[])["/live", "/live/onTheSpotRatio"])
        {
            var text = WebUtility.HtmlDecode(
                await PortalInstance.TextAsync(await PortalInstance.GetAsync(world.As(role), $"{page}?unit={unit}&from=2014-01&to=2014-10"))
            );

            Assert.Equal(allowed, text.Contains($"data-unit=\"{unit}\"", StringComparison.Ordinal));
            foreach (var other in s_others.Where(o => !unit.StartsWith(o, StringComparison.Ordinal)))
                Assert.DoesNotContain(other, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Live_OfAMetricThereIsNot_IsNotFound()
    {
        using var answer = await PortalInstance.GetAsync(world.As(Role.Leader), "/live/nonsense");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory, MemberData(nameof(Views))]
    public async Task Snapshot_OfAUnit_IsGivenForOnesOwnAndThoseBelow(Role role, string unit, bool allowed)
    {
        var id = unit == "nowhere" ? 99 : await world.Portal.UnitIdAsync(unit);
        var actor = Actors.Of("x", role, SampleData.StreetId);
        var asked = world
            .Portal.Get<LiveSnapshotCache>()
            .GetAsync(new LiveKey(id, new MetricPeriod(new(2014, 1, 1), new(2014, 10, 31)), RecordStream.Cases), actor, Stop);

        if (!allowed)
            await Assert.ThrowsAsync<PermissionDeniedException>(() => asked);
        else
            Assert.All((await asked).Latest, r => Assert.Contains(r.UnitCode, AccessWorld.Own));
    }

    [Fact]
    public async Task Snapshot_WithoutThePermission_IsRefusedEvenForOnesOwnUnit()
    {
        var actor = Actor.OfKey("x", SampleData.StreetId, [Permissions.CasesRead]);
        await Assert.ThrowsAsync<PermissionDeniedException>(() =>
            world
                .Portal.Get<LiveSnapshotCache>()
                .GetAsync(
                    new LiveKey(SampleData.StreetId, new MetricPeriod(new(2014, 1, 1), new(2014, 10, 31)), RecordStream.Cases),
                    actor,
                    Stop
                )
        );
    }

    /// <summary>The sender's scope, the reader's role, and whether the reader may have the rows that were rejected.</summary>
    [Theory]
    [InlineData(SampleData.StreetId, Role.EfficiencyOffice, true)]
    [InlineData(SampleData.StreetId, Role.Administrator, true)]
    [InlineData(SampleData.StreetId, Role.Leader, false)]
    [InlineData(SampleData.StreetId, Role.Clerk, false)]
    [InlineData(SampleData.CommunityId, Role.EfficiencyOffice, true)]
    [InlineData(SampleData.OtherStreetId, Role.EfficiencyOffice, false)]
    [InlineData(SampleData.OtherCommunityId, Role.Administrator, false)]
    [InlineData(SampleData.DistrictId, Role.EfficiencyOffice, false)]
    [InlineData(null, Role.EfficiencyOffice, false)]
    public async Task RejectedRows_OfAnImport_AreForWhoeverMaySeeItsUnits(int? sender, Role reader, bool allowed)
    {
        var id = await AddAsync(sender, ImportStatus.Completed);

        using var answer = await PortalInstance.GetAsync(world.As(reader), $"/import/{id}/rejected.csv");
        Assert.Equal(
            allowed,
            answer.IsSuccessStatusCode && (await PortalInstance.TextAsync(answer)).Contains("canary-7", StringComparison.Ordinal)
        );

        if (!RolePermissions.Of(reader).Contains(Permissions.ImportsRun))
            return;
        var page = await PortalInstance.TextAsync(await PortalInstance.GetAsync(world.As(reader), "/import"));
        Assert.Equal(allowed, page.Contains($"batch={id}", StringComparison.Ordinal));
        var opened = await PortalInstance.TextAsync(await PortalInstance.GetAsync(world.As(reader), $"/import?batch={id}"));
        Assert.Equal(allowed, opened.Contains($"{id}/rejected.csv", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SampleData.CommunityId, true)]
    [InlineData(SampleData.OtherStreetId, false)]
    [InlineData(SampleData.DistrictId, false)]
    [InlineData(null, false)]
    public async Task Import_OfAnother_IsCancelledOnlyWithinOnesScope(int? sender, bool allowed)
    {
        var id = await AddAsync(sender, ImportStatus.Running);

        await world.Portal.Get<ImportBatches>().CancelAsync(Actors.Of("office", Role.EfficiencyOffice, SampleData.StreetId), id, Stop);

        Assert.Equal(
            allowed,
            (await world.Portal.Get<ImportBatches>().FindAsync(Actor.System, id, Stop))!.Status == ImportStatus.Cancelled
        );
    }

    /// <summary>An import with one rejected row, by a sender with a grant for the unit.</summary>
    private async Task<Guid> AddAsync(int? sender, ImportStatus status)
    {
        var now = TimeProvider.System.GetUtcNow();
        var batch = new ImportBatch
        {
            Id = Guid.CreateVersion7(),
            Stream = RecordStream.Cases,
            FileName = "f.csv",
            CreatedBy = "x",
            Language = "zh-CN",
            CreatedAt = now,
            SeenAt = now,
            Status = status,
            Scope = (sender is { } unit ? UnitScope.Below(unit) : UnitScope.Everything).ToText(),
            Received = 1,
            Rejected = 1,
            HeaderJson = "[\"source\"]",
            Format = FileFormat.Csv,
        };
        await using var db = await world.Portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Stop);
        db.ImportBatches.Add(batch);
        db.RejectedRows.Add(
            new RejectedRow
            {
                BatchId = batch.Id,
                Line = 2,
                FieldsJson = "[\"canary-7\"]",
                ErrorsJson = "[]",
            }
        );
        await db.SaveChangesAsync(Stop);
        return batch.Id;
    }
}
