using Bunit;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Figures.Reconciliation;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

[Needs(Resource.Database)]
public sealed class ReconciliationPageTests
{
    [Fact]
    public async Task Page_ThatWaitsForWhatItReads_AlreadyNamesTheMonth()
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        var late = new LateReferences(database.Get<IFigureReferences>());
        await using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, SampleData.DistrictId, references: late);

        var page = harness.Open<ReconciliationPage>("/figures/reconciliation");
        Assert.Equal("2014年9月", page.Find(".months strong").TextContent);
        Assert.Equal("true", page.Find(".reconciliation").GetAttribute("aria-busy"));

        late.Come();
        page.WaitForElement(".reconciliation[aria-busy=false]");
        Assert.Equal("2014年9月", page.Find(".months strong").TextContent);
    }

    /// <summary>Completes when the test releases it, like a slow server.</summary>
    private sealed class LateReferences(IFigureReferences references) : IFigureReferences
    {
        private readonly TaskCompletionSource _there = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Come() => _there.SetResult();

        public async Task<FigureReference> GetAsync(CancellationToken cancellation = default)
        {
            await _there.Task.WaitAsync(cancellation);
            return await references.GetAsync(cancellation);
        }

        public Task<FigureReference> GetAsync(ReferenceData beside, CancellationToken cancellation = default) => GetAsync(cancellation);
    }
}
