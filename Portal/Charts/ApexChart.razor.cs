using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Circuits;

namespace Portal.Charts;

/// <summary>A chart with the table of its numbers. New numbers update the drawing in place; only a new shape redraws it.</summary>
public sealed partial class ApexChart : IAsyncDisposable
{
    private readonly PreviousRenderTree _list = new();
    private ElementReference _canvas;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private ChartModel? _drawn;
    private (ChartModel? Model, bool AsTable) _rendered;
    private bool _asTable;
    private bool _drawing;
    private bool _disposed;

    [Parameter, EditorRequired]
    public required ChartModel Model { get; set; }

    // The framework does not ask ShouldRender for the first rendering.
    protected override void OnParametersSet()
    {
        if (_rendered.Model is null)
            _rendered = (Model, _asTable);
    }

    protected override bool ShouldRender()
    {
        if (_rendered == (Model, _asTable))
            return false;
        _rendered = (Model, _asTable);
        return true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        Lists.End(_list);
        if (_drawing || _disposed || ReferenceEquals(_drawn, Model))
            return;
        _drawing = true;
        try
        {
            // The model may be replaced while the browser draws.
            while (!_disposed && !ReferenceEquals(_drawn, Model))
                await DrawAsync(Model);
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone; so has the drawing.
        }
        catch (JSException exception)
        {
            // The table still shows the numbers.
            Log.LogWarning(exception, "A chart could not be drawn.");
            _drawn = Model;
        }
        finally
        {
            _drawing = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("destroy");
                await _chart.DisposeAsync();
            }
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or TaskCanceledException)
        {
            // The browser has gone; so has the drawing.
        }
    }

    // Without a drawn chart there is no picture.
    private async ValueTask SaveAsync(string name, string extension)
    {
        if (_chart is not null)
            await _chart.InvokeVoidAsync("save", Model.Question, name, extension);
    }

    private ReportTable ToTable() => ChartTables.Of(Model, Text["step"]);

    private async Task DrawAsync(ChartModel model)
    {
        var written = Write(model);
        if (_chart is null)
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["Charts/ApexChart.razor.js"]}");
            _chart = await _module.InvokeAsync<IJSObjectReference>(
                "draw",
                $"/{Assets["lib/apexcharts/apexcharts.min.js"]}",
                _canvas,
                ChartJson.Options(model),
                written.Words
            );
        }
        else if (_drawn is { } drawn && Write(drawn) is var before && written.Axis == before.Axis && model.HasSameShape(drawn))
        {
            if (!written.HasSameData(before))
                await _chart.InvokeVoidAsync("update", written.Series, written.Words);
        }
        else
        {
            await _chart.InvokeVoidAsync("redraw", ChartJson.Options(model), written.Words);
        }
        _drawn = model;
    }

    private static ChartJson Write(ChartModel model) => ChartJson.Of(model, CultureInfo.CurrentUICulture.Name);
}
