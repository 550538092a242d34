using SimpleCrm.EndToEnd;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// One browser and one product: what runs beside another test only makes both slower.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(World))]
