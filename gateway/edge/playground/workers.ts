// The three workers are bundled beside the page: nothing is fetched from elsewhere.
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker(_id: string, label: string): Worker {
      const name = label === 'json' || label === 'graphql' ? label : 'editor';
      return new Worker(`/playground/${name}.worker.js`);
    },
  },
});
