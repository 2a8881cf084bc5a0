using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Contents;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records.Changes;
using Portal.Domain.Records.Lists;
using Portal.Domain.Reviews;
using Portal.Exports;
using Portal.Organisation;
using Portal.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Pages;

/// <summary>Renders the lists and pages of records over a real database.</summary>
internal sealed class RecordPageHarness : PortalTestContext
{
    /// <param name="database">The records.</param>
    /// <param name="role">The reader's role.</param>
    /// <param name="unitId">The reader's unit.</param>
    /// <param name="configure">More services of the page.</param>
    public RecordPageHarness(
        TestDatabase database,
        Role role = Role.EfficiencyOffice,
        int unitId = SampleData.DistrictId,
        Action<IServiceCollection>? configure = null
    )
    {
        configure?.Invoke(Services);
        Services.AddSingleton(database.Get<RecordSearch>());
        Services.AddSingleton(database.Get<RecordHistory>());
        Services.AddSingleton(database.Get<SavedViews>());
        Services.AddSingleton(database.Get<ReviewReader>());
        Services.AddSingleton(database.Get<IReferenceReader>());
        Services.AddSingleton(database.Get<IMetricsReader>());
        Services.AddSingleton(database.Get<FigureContents>());
        Services.AddSingleton<RecordsResolver>();
        Services.AddSingleton<FileExports>();
        Services.AddSingleton<UnitPickReader>();
        Services.AddSingleton<AuthenticationStateProvider>(new SignedInReader(role, unitId));
        Services.AddSingleton<CurrentActor>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    /// <summary>Changes the reader's language: rendering contexts begin in Chinese.</summary>
    public static void Speak(string language) => SetLanguage(language);

    public NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>Opens a page at an address, as following a link does.</summary>
    public IRenderedComponent<TPage> Open<TPage>(string address, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        Navigation.NavigateTo(address);
        return Render(parameters ?? (_ => { }));
    }
}
