using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Shared;
using Portal.Jobs.Hosting;

namespace Portal.Demonstration;

/// <summary>Starts and stops the replay, and shows its counts.</summary>
public sealed partial class ReplayPage : IDisposable
{
    private static readonly TimeSpan s_shownEvery = TimeSpan.FromSeconds(1);

    private ITimer? _timer;
    private bool _present;

    [Inject]
    private PrerenderHandover Opening { get; set; } = null!;

    [Inject]
    private ReplayService Replay { get; set; } = null!;

    [Inject]
    private TaijiangDemonstration Demonstration { get; set; } = null!;

    [Inject]
    private PortalSettings Settings { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private IReferenceReader References { get; set; } = null!;

    [Inject]
    private DistrictTime Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DemonstrationText> Texts { get; set; } = null!;

    public void Dispose() => _timer?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _present =
            Settings.Demonstration && await Opening.ReadAsync("standing", () => Demonstration.StateAsync()) == DemonstrationState.Complete;
    }

    private async Task SwitchAsync()
    {
        var units = (await References.GetAsync()).Units;
        (await Actor.GetAsync()).DemandForAll(Permissions.DemonstrationRun, units, Time.Today);
        if (Replay.IsRunning)
            Replay.Stop();
        else
            Replay.Start();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && _present)
            _timer = Clock.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), state: null, s_shownEvery, s_shownEvery);
    }
}
